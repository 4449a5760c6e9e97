/** Words in which what is to be typed stands between backticks. */
export function CodedText({ text }: { readonly text: string }) {
  return text.split('`').map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move
      <code key={at}>{part}</code>
    ) : (
      part
    ),
  )
}
