import { FaultError } from '#contract/fault'
import type { Usage } from '#contract/wire/chat'
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

interface Said {
  readonly model?: string
  readonly usage?: Usage | null
  readonly choices?: readonly {
    readonly delta?: { readonly content?: unknown } | null
    readonly message?: { readonly content?: unknown } | null
    readonly finish_reason?: string | null
  }[]
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
  #text = ''
  #model = ''
  #usage: Usage | null = null
  #finishReason: string | null = null
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
    if (this.#head?.status === 200 && this.#text !== '') {
      const { text, model, usage, finishReason } = this.#said()
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

  #said() {
    return {
      text: this.#text,
      model: this.#model,
      usage: this.#usage,
      finishReason: this.#finishReason,
    }
  }

  #hear(data: string): void {
    const { model, usage, choices } = parsed(data)
    this.#model ||= model ?? ''
    this.#usage = usage ?? this.#usage
    const [choice] = choices ?? []
    this.#finishReason = choice?.finish_reason ?? this.#finishReason
    const content = (choice?.delta ?? choice?.message)?.content
    if (typeof content === 'string') this.#text += content
  }
}

function parsed(data: string): Said {
  try {
    const json: unknown = JSON.parse(data)
    return typeof json === 'object' && json !== null ? json : {}
  } catch {
    return {}
  }
}
