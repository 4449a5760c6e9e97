import { type Fault, FaultError } from '#contract/fault'
import type { ChatChunk, ChatMessage, Usage, WireError } from '#contract/wire/chat'
import { EventStreamReader } from '../base/event-stream.ts'
import type { Exchange } from '../base/exchange.ts'
import type { RoutedHead, RoutedRequest, RoutedSink, Steering } from './routed-request.ts'

/** Where a request goes that is made here. */
export interface RequestRouter {
  route(request: RoutedRequest, sink: RoutedSink): Exchange
}

export interface Question {
  readonly requestId: string
  readonly messages: readonly ChatMessage[]
  readonly model: string | null
  /** Whose conversation it is, where it is one: it stays with the worker that knows it. */
  readonly session?: string
  readonly party?: string
}

export interface Answer {
  readonly text: string
  readonly workerId: string
  readonly model: string
  readonly usage: Usage | null
  readonly finishReason: string | null
}

/** Asks through the router and reads the stream: the way of those in this house who want text, not bytes. */
export function ask(
  router: RequestRouter,
  question: Question,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reading = new AnswerReading(onText)
    const finish = (then: () => void) => {
      signal.removeEventListener('abort', onAbort)
      then()
    }
    const refuse = (fault: Fault) => finish(() => reject(new FaultError(fault)))
    const onAbort = () => {
      exchange.abort()
      refuse({ code: 'request.cancelled' })
    }
    const exchange = router.route(
      {
        requestId: question.requestId,
        model: question.model,
        isStream: true,
        timeoutMs: null,
        steering: question.session === undefined ? undefined : sessionSteering(question.session),
        party: question.party ?? '',
        body: named => requestBody(question, named),
      },
      {
        onHead: head => reading.begin(head),
        onData(piece) {
          reading.push(piece)
          return true
        },
        onEnd: () => finish(() => reading.end().then(resolve, reject)),
        onFault: refuse,
      },
    )
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}

function sessionSteering(session: string): Steering {
  return { strategy: null, pin: null, prefer: null, session, onCut: null }
}

function requestBody({ messages, model }: Question, named: string | null): Buffer {
  const name = named ?? model
  return Buffer.from(
    JSON.stringify({
      ...(name === null ? {} : { model: name }),
      messages,
      stream: true,
      stream_options: { include_usage: true },
    }),
  )
}

/** What has been read of one answer so far. */
class AnswerReading {
  readonly #onText: (text: string) => void
  readonly #events = new EventStreamReader(text => this.#event(text))
  readonly #plain: Buffer[] = []
  #head: RoutedHead | null = null
  #text = ''
  #model = ''
  #usage: Usage | null = null
  #finishReason: string | null = null
  #error: Partial<WireError['error']> | null = null

  constructor(onText: (text: string) => void) {
    this.#onText = onText
  }

  begin(head: RoutedHead): void {
    this.#head = head
  }

  push(piece: Buffer): void {
    if (this.#head?.status === 200) this.#events.push(piece)
    else this.#plain.push(piece)
  }

  async end(): Promise<Answer> {
    if (this.#head?.status !== 200) throw refused(this.#head?.status ?? 502, errorIn(this.#plain))
    if (this.#error) throw refused(502, this.#error)
    return {
      text: this.#text,
      workerId: this.#head.workerId,
      model: this.#model,
      usage: this.#usage,
      finishReason: this.#finishReason,
    }
  }

  #event(data: string): void {
    if (data === '[DONE]') return
    const read = readEvent(data)
    if (read.kind === 'error') this.#error = read.error
    if (read.kind === 'chunk') this.#chunk(read.chunk)
  }

  #chunk(chunk: ChatChunk): void {
    this.#model ||= chunk.model
    this.#usage = chunk.usage ?? this.#usage
    const choice = chunk.choices[0]
    this.#finishReason = choice?.finish_reason ?? this.#finishReason
    const text = choice?.delta?.content
    if (!text) return
    this.#text += text
    this.#onText(text)
  }
}

type ReadEvent =
  | { readonly kind: 'chunk'; readonly chunk: ChatChunk }
  | { readonly kind: 'error'; readonly error: Partial<WireError['error']> }
  /** Makes no sense: it is skipped, the stream goes on. */
  | { readonly kind: 'nothing' }

function readEvent(data: string): ReadEvent {
  try {
    const json: Partial<ChatChunk> & Partial<WireError> = JSON.parse(data)
    if (typeof json.error === 'object' && json.error) return { kind: 'error', error: json.error }
    if (!Array.isArray(json.choices)) return { kind: 'nothing' }
    return { kind: 'chunk', chunk: json as ChatChunk } // sound: every other field is read as if it might be missing
  } catch {
    return { kind: 'nothing' }
  }
}

function errorIn(pieces: readonly Buffer[]): Partial<WireError['error']> | null {
  const read = readEvent(Buffer.concat(pieces).toString('utf8'))
  return read.kind === 'error' ? read.error : null
}

function refused(status: number, error: Partial<WireError['error']> | null): FaultError {
  return new FaultError({
    code: 'provider.refused',
    status,
    detail: error?.message ?? `The worker answered ${status}.`,
    type: error?.type ?? 'server_error',
    errorCode: error?.code ?? null,
  })
}
