/** Beyond these it is no prose any more, and to read it as such could take seconds or the whole stack. */
const mostCharacters = 40_000
const mostMarks = 3_000
const deepest = 40

/** Whether a block can be read as Markdown in good time; what cannot is shown as it is. */
export function isReadable(text: string): boolean {
  return text.length <= mostCharacters && !hasTooManyMarks(text) && !isTooDeep(text)
}

/** Each mark that might open or close something is compared with those before it. */
function hasTooManyMarks(text: string): boolean {
  if (/^ {0,3}(?:`{3}|~{3})/.test(text)) return false
  return (text.match(/[*_~`$[\]!]/g)?.length ?? 0) > mostMarks
}

/** Lists and quotations in one another are read by recursion. */
function isTooDeep(text: string): boolean {
  return text.split('\n').some(line => {
    const start = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? ''
    return start.length > deepest && (start.match(/[>*+\-.)]/g)?.length ?? 0) > deepest
  })
}
