const begin = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/
const end = /-----END [A-Z0-9 ]*PRIVATE KEY-----/
const whole = new RegExp(`${begin.source}[\\s\\S]*?(?:${end.source}|$)`, 'g')
const mark = '[secret]'

export function withoutKeys(text: string): string {
  return text.replace(whole, mark)
}

/** Takes private keys out of what comes line by line, where no line shows what it belongs to. */
export class KeyBlocks {
  #isInside = false

  /** Null: the line is part of a key that a line before stands for. */
  line(text: string): string | null {
    if (this.#isInside) {
      this.#isInside = !end.test(text)
      return null
    }
    this.#isInside = begin.test(text) && !end.test(text)
    return withoutKeys(text)
  }
}
