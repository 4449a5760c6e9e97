import type { Fault } from '#contract/fault'
import type { ChatChunk, WireError } from '#contract/wire/chat'
import { EventStreamReader } from '../../base/event-stream.ts'
import type { Call } from '../call.ts'
import { errorAnswer } from '../error-answer.ts'
import {
  type AskedChat,
  answerHeaders,
  type ChatDoor,
  errorIn,
  readJson,
  refusal,
  routed,
  senseless,
} from './chat-door.ts'
import { isFields } from './fields.ts'

/** Says OpenAI's chunks in another dialect. Each answers with what to send, which may be nothing. */
export interface StreamVoice {
  readonly contentType: string
  chunk(chunk: ChatChunk): string
  /** The model said that its answer is whole. */
  end(): string
  /** Instead of `end`: nothing comes after it. */
  error(error: WireError['error']): string
}

/** Asks for a stream and hands it on in the client's dialect as it comes. */
export function answerStream(
  { router, strategy }: ChatDoor,
  call: Call,
  asked: AskedChat,
  voice: StreamVoice,
  extraHeaders: Readonly<Record<string, string>> = {},
): void {
  const { response } = call
  const spoken = new SpokenStream(voice)
  const plain: Buffer[] = []
  let status = 0
  let headers: Readonly<Record<string, string>> = {}
  const exchange = router.route(routed(call, asked, true), {
    onHead(head) {
      status = head.status
      headers = answerHeaders(head, strategy)
      if (status !== 200) return
      call.head(200, {
        ...headers,
        ...extraHeaders,
        'content-type': voice.contentType,
        'cache-control': 'no-cache',
        'x-accel-buffering': 'no',
      })
    },
    onData(piece) {
      if (status !== 200) {
        plain.push(piece)
        return true
      }
      const text = spoken.take(piece)
      if (spoken.isOver) {
        response.end(text)
        if (spoken.isSenseless) exchange.abort()
        return true
      }
      return text === '' || response.write(text)
    },
    onEnd() {
      if (spoken.isOver) return
      if (status === 200) response.end(spoken.fail(errorAnswer(unfinished).body.error))
      else call.refuse(refusal(status, errorIn(readJson(String(Buffer.concat(plain))))), headers)
    },
    onFault(fault, attempts) {
      if (spoken.isOver) return
      if (response.headersSent) response.end(spoken.fail(errorAnswer(fault).body.error))
      else call.refuse(fault, { 'x-banyan-attempts': String(attempts) })
    },
  })
  response.on('drain', () => exchange.resume())
  call.onGone(() => exchange.abort())
}

const unfinished: Fault = refusal(502, {
  message: 'The worker broke off in the middle of its answer.',
  code: 'worker_cut',
})

/** Reads the worker's events once each, and knows when the answer is over. */
class SpokenStream {
  readonly #voice: StreamVoice
  readonly #events = new EventStreamReader(data => this.#event(data))
  #text = ''
  #isOver = false
  #isSenseless = false

  constructor(voice: StreamVoice) {
    this.#voice = voice
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** What the worker sends cannot be read: nobody waits for the rest. */
  get isSenseless(): boolean {
    return this.#isSenseless
  }

  take(piece: Buffer): string {
    this.#events.push(piece)
    const text = this.#text
    this.#text = ''
    return text
  }

  fail(error: WireError['error']): string {
    this.#isOver = true
    return this.#voice.error(error)
  }

  #event(data: string): void {
    if (this.#isOver) return
    if (data === '[DONE]') {
      this.#isOver = true
      this.#text += this.#voice.end()
      return
    }
    const json = readJson(data)
    const error = errorIn(json)
    if (error) this.#text += this.fail(error)
    else if (isChunk(json)) this.#text += this.#voice.chunk(json)
    // Some servers send events of their own in between; what cannot be read at all is a gap in the answer.
    else if (json === undefined) {
      this.#isSenseless = true
      this.#text += this.fail(senseless)
    }
  }
}

function isChunk(json: unknown): json is ChatChunk {
  return isFields(json) && Array.isArray(json['choices']) && json['choices'].every(isFields)
}

/** One Server-Sent Event with a name. */
export function namedEvent(event: {
  readonly type: string
  readonly [more: string]: unknown
}): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
