import { stripVTControlCharacters } from 'node:util'

const mostCharacters = 4_000

/** What a host or a Coolify said, as it may be kept and shown: without what moves a cursor, and not without end. */
export function shownText(text: string): string {
  const plain = stripVTControlCharacters(text).replaceAll(
    /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu,
    '',
  )
  return plain.length > mostCharacters ? `${plain.slice(0, mostCharacters)}…` : plain
}
