/** Lines of `name=value`, as scripts of ours print what they found. */
export function parseLines(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap(line => {
      const at = line.indexOf('=')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()] as const] : []
    }),
  )
}
