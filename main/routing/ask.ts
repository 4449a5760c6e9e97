import { type Fault, FaultError } from '#contract/fault'
import type { ChatMessage, Usage, WireError } from '#contract/wire/chat'
import { ChatSaid } from '#contract/wire/chat-said'
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
  readonly onAttempt?: RoutedRequest['onAttempt']
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
        ...(question.onAttempt && { onAttempt: question.onAttempt }),
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
  #said = new ChatSaid()
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
    this.#said = new ChatSaid()
    this.#error = null
    this.#listener.onRestart?.()
  }

  push(piece: Buffer): void {
    if (this.#head?.status === 200) this.#events.push(piece)
    else this.#plain.push(piece)
  }

  async end(): Promise<Answer> {
    if (this.#head?.status !== 200)
      throw refused(
        this.#head?.status ?? 502,
        errorOf(readJson(Buffer.concat(this.#plain).toString('utf8'))),
      )
    if (this.#error) throw refused(502, this.#error)
    const { text, model, usage, finishReason } = this.#said
    return { text, workerId: this.#head.workerId, model, usage, finishReason }
  }

  #openEvents(): EventStreamReader {
    return new EventStreamReader(text => this.#event(text))
  }

  #event(data: string): void {
    const json = readJson(data)
    this.#error = errorOf(json) ?? this.#error
    const text = this.#said.add(json)
    if (text !== '') this.#listener.onText(text)
  }
}

/** What makes no sense, the mark of the end too, is skipped, and the stream goes on. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function errorOf(json: unknown): Partial<WireError['error']> | null {
  const { error }: Partial<WireError> = typeof json === 'object' && json !== null ? json : {}
  return typeof error === 'object' ? error : null
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
