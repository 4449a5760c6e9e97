import type { Fault } from '#contract/fault'
import { anthropicFields } from '#contract/wire/anthropic-fields'
import { anyModel, type ChatCompletion, type WireError } from '#contract/wire/chat'
import type { AnswerHeaders } from '../../base/exchange.ts'
import type { Call } from '../call.ts'
import type { ChatRouter } from '../chat-router.ts'
import { steeringHeaders, timeoutHeader } from '../request-headers.ts'
import { type Fields, isFields } from './fields.ts'

/** What was asked, in OpenAI's form, whatever the dialect it came in. */
export interface AskedChat {
  readonly model: string | null
  /** The rest of the body, without `model` and `stream`. */
  readonly body: Fields
}

/** The way to the workers for every dialect that is not OpenAI's chat. */
export interface ChatDoor {
  readonly router: ChatRouter
  readonly strategy: string
}

export type Outcome =
  | { readonly kind: 'whole'; readonly completion: ChatCompletion; readonly headers: Headers }
  | { readonly kind: 'refused'; readonly fault: Fault; readonly headers: Headers }

type Headers = Readonly<Record<string, string>>

const mostBytes = 64_000_000

/** Asks for the answer in one piece; a client that leaves ends it, and then there is no outcome. */
export function askWhole(
  { router, strategy }: ChatDoor,
  call: Call,
  asked: AskedChat,
  onOutcome: (outcome: Outcome) => void,
): void {
  const pieces: Buffer[] = []
  let size = 0
  let status = 502
  let headers: Headers = {}
  const exchange = router.route(routed(call, asked, false), {
    onHead(head) {
      status = head.status
      headers = answerHeaders(head, strategy)
    },
    onData(piece) {
      size += piece.length
      if (size <= mostBytes) pieces.push(piece)
      return true
    },
    onEnd: () => onOutcome(outcomeOf(status, headers, Buffer.concat(pieces))),
    onFault(fault, attempts) {
      onOutcome({ kind: 'refused', fault, headers: { 'x-banyan-attempts': String(attempts) } })
    },
  })
  call.onGone(() => exchange.abort())
}

function outcomeOf(status: number, headers: Headers, body: Buffer): Outcome {
  const json = readJson(body.toString('utf8'))
  if (status !== 200) return { kind: 'refused', fault: refusal(status, errorIn(json)), headers }
  if (isCompletion(json)) return { kind: 'whole', completion: json, headers }
  return { kind: 'refused', fault: refusal(502, errorIn(json) ?? senseless), headers }
}

/** A worker's own words for what it refused. */
export function refusal(status: number, error: Partial<WireError['error']> | null): Fault {
  return {
    code: 'provider.refused',
    status,
    detail: error?.message ?? `The worker answered ${status}.`,
    type: error?.type ?? 'server_error',
    errorCode: error?.code ?? null,
  }
}

/** Said of an answer that is no model's answer. */
export const senseless: WireError['error'] = {
  message: 'The worker sent something that is not a model’s answer.',
  type: 'server_error',
  code: 'worker_bad_answer',
  param: null,
}

export function routed(call: Call, { model, body }: AskedChat, isStream: boolean) {
  const streaming = { stream: true, stream_options: { include_usage: true } }
  const wanted = model === anyModel ? null : model
  return {
    requestId: call.requestId,
    model: wanted,
    isStream,
    timeoutMs: timeoutHeader(call),
    steering: steeringHeaders(call),
    caller: call.caller,
    party: call.caller.app.id,
    body(named: string | null, isOurs: boolean) {
      const name = named ?? wanted
      return Buffer.from(
        JSON.stringify({
          ...(name === null ? {} : { model: name }),
          ...(isOurs ? body : plainBody(body)),
          ...(isStream ? streaming : {}),
        }),
      )
    },
  }
}

/** Without what only Claude reads: our workers keep it from the others, and a plain server may refuse it. */
function plainBody({ [anthropicFields]: _own, messages, ...body }: Fields): Fields {
  if (!Array.isArray(messages)) return body
  const plain = messages.map(({ thinking_blocks: _blocks, ...message }: Fields) => message)
  return { ...body, messages: plain }
}

/** Who answered, and what else of a worker's head concerns the client. */
export function answerHeaders(
  head: {
    readonly headers: AnswerHeaders
    readonly workerId: string
    readonly attempts: number
    readonly strategy?: string
  },
  strategy: string,
): Headers {
  const kept = ['retry-after', 'x-should-retry'].flatMap(name => {
    const value = head.headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return {
    ...Object.fromEntries(kept),
    'x-banyan-worker': head.workerId,
    'x-banyan-attempts': String(head.attempts),
    'x-banyan-strategy': head.strategy ?? strategy,
  }
}

/** Undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function errorIn(json: unknown): WireError['error'] | null {
  const error = isFields(json) ? json['error'] : null
  if (typeof error === 'string') return { ...senseless, message: error, code: null }
  if (!isFields(error)) return null
  const text = (name: string) => (typeof error[name] === 'string' ? error[name] : null)
  return {
    message: text('message') ?? senseless.message,
    type: text('type') ?? 'server_error',
    code: text('code'),
    param: text('param'),
  }
}

function isCompletion(json: unknown): json is ChatCompletion {
  if (!isFields(json) || !Array.isArray(json['choices'])) return false
  const [first] = json['choices']
  return isFields(first) && isFields(first['message'])
}
