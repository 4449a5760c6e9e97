import type { Secret } from '../../base/secret.ts'

const mostCharacters = 2_000
/** A shorter one would blot out words by chance. */
const shortestSecret = 6

/** What Coolify wrote, fit for a log: without HTML, control characters and secrets, and not too long. */
export function plainText(text: string, secrets: readonly Secret[]): string {
  const shown = secrets
    .map(secret => secret.reveal())
    .filter(secret => secret.length >= shortestSecret)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text)
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|quot|amp|#0?39);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
  return shown.length > mostCharacters ? `…${shown.slice(-mostCharacters)}` : shown
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  '#39': "'",
  '#039': "'",
}
