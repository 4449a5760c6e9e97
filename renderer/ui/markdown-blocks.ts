/** Names of links and notes hold for the whole text, so that one with them stays in one piece. */
const hasReferences = /^ {0,3}\[[^\]\n]{1,200}\]:/m
const fence = /^ {0,3}(`{3,}|~{3,})/
const listItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/
const goesOn = /^(?: {2,}|\t)/

/**
 * Cuts a text at the empty lines between its blocks, never within a fence, a formula or a list. While a text
 * grows, all blocks but the last stay as they are, and what was drawn of them stays too.
 */
export function markdownBlocks(text: string): readonly string[] {
  if (hasReferences.test(text)) return [text]
  const blocks: string[] = []
  let lines: string[] = []
  let open: string | null = null
  let isList = false
  let wasEmpty = false
  const close = () => {
    if (lines.some(line => line !== '')) blocks.push(lines.join('\n'))
    lines = []
  }
  for (const line of text.split('\n')) {
    if (open !== null) {
      lines.push(line)
      if (closes(line, open)) open = null
      wasEmpty = false
      continue
    }
    if (line.trim() === '') {
      lines.push('')
      wasEmpty = true
      continue
    }
    const staysInList: boolean = isList && (listItem.test(line) || goesOn.test(line))
    if (wasEmpty && !staysInList) {
      close()
      isList = false
    }
    if (lines.length === 0 || wasEmpty) isList = staysInList || listItem.test(line)
    wasEmpty = false
    open = opened(line)
    lines.push(line)
  }
  close()
  return blocks
}

function opened(line: string): string | null {
  const marks = fence.exec(line)?.[1]
  if (marks) return marks
  const start = line.trim()
  return start.startsWith('$$') && !start.slice(2).includes('$$') ? '$$' : null
}

function closes(line: string, open: string): boolean {
  if (open === '$$') return line.trim().endsWith('$$')
  const marks = fence.exec(line)?.[1]
  return marks !== undefined && line.trim() === marks && marks.startsWith(open)
}
