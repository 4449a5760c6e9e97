/** What a stranger said, as one short line that is safe to show: no control characters, no line breaks. */
export function plainWords(text: string, mostCharacters: number): string {
  return text
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, mostCharacters)
}
