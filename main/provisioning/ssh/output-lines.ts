import { StringDecoder } from 'node:string_decoder'
import { stripVTControlCharacters } from 'node:util'

const mostCharacters = 4_000

/** Cuts bytes into lines that may be shown: whole characters, no terminal codes, none too long. */
export class OutputLines {
  readonly #hear: (line: string) => void
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  constructor(hear: (line: string) => void) {
    this.#hear = hear
  }

  push(piece: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(piece)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#say(line)
    // What is over the limit is dropped where it comes in, so that an endless line takes no memory.
    if (this.#rest.length > 4 * mostCharacters) this.#rest = this.#rest.slice(0, 2 * mostCharacters)
  }

  end(): void {
    const rest = this.#rest + this.#decoder.end()
    this.#rest = ''
    if (rest !== '') this.#say(rest)
  }

  #say(line: string): void {
    // A progress bar draws over its own line again and again; only what it showed last is kept.
    const shown = line.replace(/\r+$/, '').split('\r').at(-1) ?? ''
    const plain = withoutControls(stripVTControlCharacters(shown))
    this.#hear(plain.length > mostCharacters ? `${plain.slice(0, mostCharacters)}…` : plain)
  }
}

/** Of the control characters only the tab stays. */
const withoutControls = (text: string) => text.replaceAll(/(?!\t)\p{Cc}/gu, '')
