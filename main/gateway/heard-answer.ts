import { FaultError } from '#contract/fault'
import type { Usage } from '#contract/wire/chat'
import { ChatSaid } from '#contract/wire/chat-said'
import { EventStreamReader } from '../base/event-stream.ts'
import type { ChatRouter } from './chat-router.ts'

type Sink = Parameters<ChatRouter['route']>[1]
type Head = Parameters<Sink['onHead']>[0]

/** What an answer in OpenAI's form said. */
export interface HeardText {
  readonly text: string
  readonly workerId: string
  readonly model: string
  readonly usage: Usage | null
  readonly finishReason: string | null
}

const doneMark = 'data: [DONE]'

/**
 * Hands an answer on and listens to it. What tells the client that it is whole is held back until
 * `end`, so that it can be stored before.
 */
export class HeardAnswer implements Sink {
  readonly #sink: Sink
  readonly #isStream: boolean
  readonly #onHeard: (heard: HeardText) => void
  readonly #onNothing: (error: FaultError) => void
  readonly #events = new EventStreamReader(data => this.#hear(data))
  readonly #held: Buffer[] = []
  #head: Head | null = null
  readonly #said = new ChatSaid()
  #isOver = false

  constructor(
    sink: Sink,
    isStream: boolean,
    onHeard: (heard: HeardText) => void,
    onNothing: (error: FaultError) => void,
  ) {
    this.#sink = sink
    this.#isStream = isStream
    this.#onHeard = onHeard
    this.#onNothing = onNothing
  }

  onHead(head: Head): void {
    this.#head = head
    this.#sink.onHead(head)
  }

  onData(piece: Buffer): boolean {
    if (this.#isStream) this.#events.push(piece)
    if (this.#isStream && !piece.includes(doneMark)) return this.#sink.onData(piece)
    this.#held.push(piece)
    return true
  }

  onEnd(): void {
    this.#isOver = true
    if (!this.#isStream) this.#hear(Buffer.concat(this.#held).toString('utf8'))
    const workerId = this.#head?.workerId ?? ''
    const { text, model, usage, finishReason } = this.#said
    if (this.#head?.status === 200 && text !== '') {
      this.#onHeard({ text, workerId, model, usage, finishReason })
    } else {
      const detail = 'There is no text to remember.'
      this.#onNothing(new FaultError({ code: 'request.malformed', detail }))
    }
  }

  onFault(...[fault, attempts]: Parameters<Sink['onFault']>): void {
    this.#sink.onFault(fault, attempts)
    this.#onNothing(new FaultError(fault))
  }

  /** Hands on what was held back; of no effect where the answer broke off. */
  end(): void {
    if (!this.#isOver) return
    for (const piece of this.#held) this.#sink.onData(piece)
    this.#sink.onEnd()
  }

  #hear(data: string): void {
    try {
      this.#said.add(JSON.parse(data))
    } catch {
      // The mark of the end, or what makes no sense: it says nothing.
    }
  }
}
