const mostNoise = 64 * 1024

type Phase = 'before' | 'within' | 'after'

/**
 * What a script prints, cut out of what comes from its host: everything before its first line, such
 * as greetings of a login shell, is noise, and its last line says what it ended with.
 */
export class MarkedOutput {
  readonly #beginning: Buffer
  readonly #ending: Buffer
  readonly #hear: (piece: Buffer) => void
  readonly #keeps: boolean
  readonly #pieces: Buffer[] = []
  #before: Buffer = Buffer.alloc(0)
  #recent: Buffer = Buffer.alloc(0)
  phase: Phase = 'before'
  /** Of what was printed by the script. */
  bytes = 0
  processGroup: number | null = null
  exitCode: number | null = null

  /** `hear` gets the pieces as they come, with the last line still in them. */
  constructor(nonce: string, hear: (piece: Buffer) => void, { keeps = true } = {}) {
    this.#beginning = Buffer.from(`\n${nonce} begin `)
    this.#ending = Buffer.from(`\n${nonce} end `)
    this.#hear = hear
    this.#keeps = keeps
  }

  get noise(): string {
    return this.#before.toString()
  }

  get text(): string {
    const whole = Buffer.concat(this.#pieces)
    const end = this.phase === 'after' ? whole.lastIndexOf(this.#ending) : whole.length
    return whole.subarray(0, end).toString()
  }

  /** Whether so much came before the script that it can be no greeting. */
  get isFlooded(): boolean {
    return this.phase === 'before' && this.#before.length > mostNoise
  }

  /** Clouds let root in only to say so, and then wait for some seconds. */
  get isTurnedAway(): boolean {
    return this.phase === 'before' && /please log ?in as the user/i.test(this.noise)
  }

  push(piece: Buffer): void {
    if (this.phase === 'after') return
    if (this.phase === 'within') {
      this.#within(piece)
      return
    }
    this.#before = Buffer.concat([this.#before, piece])
    const at = this.#before.indexOf(this.#beginning)
    const end = at < 0 ? -1 : this.#before.indexOf('\n', at + this.#beginning.length)
    if (end < 0) return
    const group = Number(this.#before.toString('latin1', at + this.#beginning.length, end))
    // 0 and 1 would mean everything that there is.
    this.processGroup = Number.isSafeInteger(group) && group > 1 ? group : null
    const rest = this.#before.subarray(end + 1)
    this.#before = this.#before.subarray(0, at)
    this.phase = 'within'
    if (rest.length > 0) this.#within(rest)
  }

  #within(piece: Buffer): void {
    if (this.#keeps) this.#pieces.push(piece)
    this.bytes += piece.length
    this.#recent = Buffer.concat([this.#recent, piece])
    const at = this.#recent.indexOf(this.#ending)
    const code =
      at < 0 ? null : /^(\d{1,3})\n/.exec(this.#recent.toString('latin1', at + this.#ending.length))
    if (code !== null) {
      this.exitCode = Number(code[1])
      this.phase = 'after'
    }
    this.#hear(piece)
    this.#recent = this.#recent.subarray(-(this.#ending.length + 4))
  }
}
