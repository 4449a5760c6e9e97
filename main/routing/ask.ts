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
  readonly steering?: Steering | undefined
  readonly timeoutMs?: number | null
  readonly party?: string
}

/** Hears an answer as it comes. */
export interface Listener {
  onText(text: string): void
  /** What came so far is void: another answer begins. */
  onRestart?(): void
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
  listener: Listener,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reading = new AnswerReading(listener)
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
        timeoutMs: question.timeoutMs ?? null,
        steering: steeringOf(question),
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
        onRestart: head => reading.beginAnew(head),
      },
    )
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}

function steeringOf({ session, steering }: Question): Steering | undefined {
  if (session === undefined) return steering
  return { ...(steering ?? unsteered), session: steering?.session ?? session }
}

const unsteered: Steering = {
  strategy: null,
  pin: null,
  prefer: null,
  session: null,
  onCut: null,
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
  readonly #listener: Listener
  #events = this.#openEvents()
  readonly #plain: Buffer[] = []
  #head: RoutedHead | null = null
  #text = ''
  #model = ''
  #usage: Usage | null = null
  #finishReason: string | null = null
  #error: Partial<WireError['error']> | null = null

  constructor(listener: Listener) {
    this.#listener = listener
  }

  begin(head: RoutedHead): void {
    this.#head = head
  }

  beginAnew(head: RoutedHead): void {
    this.#head = head
    this.#events = this.#openEvents()
    this.#text = ''
    this.#model = ''
    this.#usage = null
    this.#finishReason = null
    this.#error = null
    this.#listener.onRestart?.()
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

  #openEvents(): EventStreamReader {
    return new EventStreamReader(text => this.#event(text))
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
    this.#listener.onText(text)
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
