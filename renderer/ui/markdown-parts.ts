/** A list or a table that is long, in parts that can be read one by one. */
export type MarkdownParts =
  | {
      readonly kind: 'list'
      /** The number of its first item; null: it has none. */
      readonly start: number | null
      readonly parts: readonly string[]
    }
  /** Each part begins with the head, without which it would be no table. */
  | { readonly kind: 'table'; readonly head: string; readonly parts: readonly string[] }

/** What is shorter is read as quickly whole. */
const leastCharacters = 3_000
const partCharacters = 1_200

/** Formulas that are given lines of their own, which end what they stand in. */
const ownLines = /\\\[|\$\$/
const listMark = /^(?:([-*+])|(\d{1,9})([.)])) (?!\[[ xX]\] )/
const inItem = /^ {2,}\S/
const rule = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/
/** How a line of a list may begin, when no more of it has come yet. */
const begun = /^(?:[-*+]|\d{1,9}[.)]?)$/
const tableRow = /^\|.*\| *$/
const underHead = /^\|(?: *:?-+:? *\|)+ *$/

/**
 * The parts of a block that is nothing but one tight list or one table; null where it is not surely one, or short.
 * As it grows, all parts but the last stay as they are.
 */
export function markdownParts(block: string): MarkdownParts | null {
  if (block.length < leastCharacters || ownLines.test(block)) return null
  const lines = block.trimEnd().split('\n')
  return lines[0]?.startsWith('|') ? tableParts(lines) : listParts(lines)
}

function listParts(lines: readonly string[]): MarkdownParts | null {
  const first = markOf(lines[0] ?? '')
  if (first === null) return null
  const isFirst = (line: string) => markOf(line)?.kind === first.kind && !rule.test(line)
  const goesOn = (line: string, at: number) =>
    inItem.test(line) || (at === lines.length - 1 && begun.test(line))
  if (!lines.every((line, at) => isFirst(line) || goesOn(line, at))) return null
  const parts = gathered(lines, isFirst).map(part => part.join('\n'))
  return { kind: 'list', start: first.number, parts }
}

/** A list is one as long as its marks are of one kind. */
function markOf(line: string): { readonly kind: string; readonly number: number | null } | null {
  const [whole, bullet, number, end] = listMark.exec(line) ?? []
  if (whole === undefined) return null
  return { kind: bullet ?? end ?? '', number: number === undefined ? null : Number(number) }
}

function tableParts([names = '', under = '', ...rows]: readonly string[]): MarkdownParts | null {
  const last = rows.at(-1) ?? ''
  // Of the last row only the beginning may have come.
  const isTable = rows.slice(0, -1).every(row => tableRow.test(row)) && last.startsWith('|')
  if (!isTable || !underHead.test(under) || columnsIn(names) !== columnsIn(under)) return null
  const head = `${names}\n${under}`
  return {
    kind: 'table',
    head,
    parts: gathered(rows, () => true).map(part => [head, ...part].join('\n')),
  }
}

const columnsIn = (row: string) => row.replaceAll(/\\./g, '').split('|').length

/** Cut where something begins, as soon as there is enough before it. */
function gathered(
  lines: readonly string[],
  begins: (line: string) => boolean,
): readonly (readonly string[])[] {
  const parts: string[][] = []
  let size = partCharacters
  for (const line of lines) {
    if (size >= partCharacters && begins(line)) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(line)
    size += line.length
  }
  return parts
}
