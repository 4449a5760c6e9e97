/** What a stream was before it broke. */
export interface BrokenStream {
  /** All that the client has read. */
  readonly text: string
  /** Its id, so that the client sees one answer. */
  readonly id: string | null
}

/**
 * `again`: the new stream should begin with what was sent already, which is then left out;
 * `continuation`: it goes on where the old one broke.
 */
export type SpliceKind = 'again' | 'continuation'

interface Chunk {
  id?: unknown
  choices?: { delta?: Record<string, unknown> | null; finish_reason?: unknown }[] | null
}

/** Joins a new stream to one that broke, so that a client reads on without gap or repetition. */
export class Splice {
  readonly #id: string | null
  #text: string
  /** Of what was sent, how much the new stream has said too. */
  #matched: number
  #hasDiverged = false
  /** All of the new stream, as long as it may turn out to be another answer. */
  #heard: Buffer[] = []

  constructor(broken: BrokenStream, kind: SpliceKind) {
    this.#id = broken.id
    this.#text = broken.text
    this.#matched = kind === 'continuation' ? broken.text.length : 0
  }

  /** All that the client has read by now. */
  get broken(): BrokenStream {
    return { text: this.#text, id: this.#id }
  }

  /** Whether the new stream says something else than the old one did. */
  get hasDiverged(): boolean {
    return this.#hasDiverged
  }

  /** Whether the new stream has come to where the old one broke. */
  get isJoined(): boolean {
    return this.#matched === this.#text.length && !this.#hasDiverged
  }

  /** Of a stream that says something else, everything so far. */
  heard(): Buffer {
    return Buffer.concat(this.#heard)
  }

  /** What of these events goes to the client. */
  push(events: Buffer): Buffer {
    if (!this.isJoined) this.#heard.push(events)
    const kept = events
      .toString('utf8')
      .split(/\r?\n\r?\n/)
      .flatMap(event => this.#event(event))
    if (this.isJoined) this.#heard = []
    return Buffer.from(kept.map(event => `${event}\n\n`).join(''))
  }

  #event(event: string): readonly string[] {
    if (this.#hasDiverged) return []
    const data = /(?:^|\n)data: ?(.*)$/.exec(event)?.[1]
    if (data === undefined) return []
    if (data === '[DONE]') return this.#isStillBehind() ? [] : [event]
    const chunk = parsed(data)
    if (!chunk) return []
    const choice = chunk.choices?.[0]
    const isUsage = chunk.choices?.length === 0
    if (choice?.delta) this.#leaveOutRepeated(choice.delta)
    if (this.#hasDiverged) return []
    const says = isUsage || isFinish(choice) || Object.keys(choice?.delta ?? {}).length > 0
    if (!says) return []
    if (isFinish(choice) && this.#isStillBehind()) return []
    return [`data: ${JSON.stringify(this.#id === null ? chunk : { ...chunk, id: this.#id })}`]
  }

  /** An answer that ends before it comes to the break has said something else. */
  #isStillBehind(): boolean {
    if (this.#matched < this.#text.length) this.#hasDiverged = true
    return this.#hasDiverged
  }

  /** The role and the thoughts were told before. */
  #leaveOutRepeated(delta: Record<string, unknown>): void {
    const { content } = delta
    delete delta['role']
    delete delta['reasoning_content']
    if (typeof content !== 'string') return
    const left = this.#text.length - this.#matched
    const repeated = content.slice(0, left)
    if (!this.#text.startsWith(repeated, this.#matched)) {
      this.#hasDiverged = true
      return
    }
    this.#matched += repeated.length
    const fresh = content.slice(repeated.length)
    if (fresh === '') {
      delete delta['content']
      return
    }
    this.#text += fresh
    this.#matched += fresh.length
    delta['content'] = fresh
  }
}

function isFinish(choice: { readonly finish_reason?: unknown } | undefined): boolean {
  return typeof choice?.finish_reason === 'string'
}

function parsed(data: string): Chunk | null {
  try {
    const json: unknown = JSON.parse(data)
    return typeof json === 'object' ? json : null
  } catch {
    return null
  }
}
