import type { Secret } from '../base/secret.ts'

const mark = '[secret]'

/** Shorter texts would blot out ordinary words. */
const shortestSecret = 6

/** Keys of providers, bearer tokens, passwords in addresses: what looks like a secret whoever wrote it. */
const shapes =
  /\bsk-[\w-]{8,}|\bAIza[\w-]{20,}|(?<=\bBearer\s+)[\w.~+/=-]{6,}|(?<=:\/\/[^\s/@:"]*:)[^\s/@"]+(?=@)/gi

/** Scrubs finished log lines: the last thing before the disk and the terminal. */
export class Redactor {
  readonly #texts = new Set<string>()
  #known: RegExp | null = null

  /** From now on this text is in no line, in the form in which it stands in JSON as well. */
  add(secret: Secret): void {
    const text = secret.reveal()
    if (text.length < shortestSecret) return
    this.#texts.add(text).add(JSON.stringify(text).slice(1, -1)).add(encodeURIComponent(text))
    const longestFirst = [...this.#texts].sort((a, b) => b.length - a.length)
    this.#known = new RegExp(longestFirst.map(escapeRegExp).join('|'), 'g')
  }

  scrub(line: string): string {
    const withoutKnown = this.#known ? line.replace(this.#known, mark) : line
    return withoutKnown.replace(shapes, mark)
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
