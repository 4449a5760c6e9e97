import { type Fault, FaultError } from '#contract/fault'
import type { Capability } from '#contract/wire/capability'
import { anyModel } from '#contract/wire/chat'
import type { AnswerHeaders } from '../../base/exchange.ts'
import { type Call, parseJson } from '../call.ts'
import type { ChatRouter } from '../chat-router.ts'
import { errorAnswer } from '../error-answer.ts'
import { timeoutHeader } from '../request-headers.ts'
import type { Route } from '../route.ts'

/**
 * `POST /v1/chat/completions`. What came in as OpenAI and goes out as OpenAI is looked into once
 * and handed on byte for byte, so that fields which we do not know survive.
 */
export function chatCompletions(router: ChatRouter, strategy: string): Route {
  return {
    method: 'POST',
    path: '/v1/chat/completions',
    access: 'app',
    async handle(call) {
      const body = await call.body()
      const look = lookInto(parseJson(body))
      const timeoutMs = timeoutHeader(call)
      passThrough(router, strategy, call, { ...look, body, timeoutMs })
    },
  }
}

interface Look {
  readonly model: string | null
  readonly isStream: boolean
  readonly json: Readonly<Record<string, unknown>>
}

/** The few fields that routing needs. The rest is the worker's to check. */
function lookInto(json: unknown): Look {
  const fields = fieldsOf(json)
  const { messages, stream } = fields
  if (!Array.isArray(messages) || messages.length === 0) {
    throw malformed('messages: a list of at least one message is required', 'messages')
  }
  const model = modelIn(fields)
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    throw malformed('stream: true or false is expected', 'stream')
  }
  return { model, isStream: stream === true, json: fields }
}

export function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    return json as Record<string, unknown> // sound: an object that is no array
  }
  throw malformed('The body must be a JSON object.')
}

/** Null when any will do. */
export function modelIn({ model }: Readonly<Record<string, unknown>>): string | null {
  if (model === undefined || model === null || model === anyModel) return null
  if (typeof model === 'string' && model !== '') return model
  throw malformed('model: the name of a model is expected', 'model')
}

export function malformed(detail: string, param?: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail, ...(param ? { param } : {}) })
}

/** What is handed on; the answer comes back as it is. */
interface Passing extends Look {
  readonly capability?: Capability
  readonly body: Buffer
  readonly timeoutMs: number | null
}

export function passThrough(
  router: ChatRouter,
  strategy: string,
  call: Call,
  passing: Passing,
): void {
  const { response } = call
  const { model, isStream, timeoutMs } = passing
  const exchange = router.route(
    {
      requestId: call.requestId,
      capability: passing.capability ?? 'chat',
      model,
      isStream,
      timeoutMs,
      caller: call.caller,
      body: named =>
        named === null
          ? passing.body
          : Buffer.from(JSON.stringify({ ...passing.json, model: named })),
    },
    {
      onHead({ status, headers, workerId, attempts }) {
        call.head(status, {
          ...handedOn(headers),
          ...(isStream ? { 'cache-control': 'no-cache', 'x-accel-buffering': 'no' } : {}),
          'x-banyan-worker': workerId,
          'x-banyan-attempts': String(attempts),
          'x-banyan-strategy': strategy,
        })
      },
      onData: piece => response.write(piece),
      onEnd: () => response.end(),
      onFault(fault, attempts) {
        if (response.headersSent) breakOff(call, fault, isStream)
        else call.refuse(fault, { 'x-banyan-attempts': String(attempts) })
      },
    },
  )
  response.on('drain', () => exchange.resume())
  call.onGone(() => exchange.abort())
}

/** A stream that broke says so in OpenAI's form, and does not end as if it were whole. */
function breakOff(call: Call, fault: Fault, isStream: boolean): void {
  if (isStream) call.response.end(`data: ${JSON.stringify(errorAnswer(fault).body)}\n\n`)
  else call.response.destroy()
}

/** What of a worker's head concerns the client; the connection to the worker is ours alone. */
const kept = ['content-type', 'content-length', 'retry-after', 'x-should-retry'] as const

function handedOn(headers: AnswerHeaders): Record<string, string> {
  const result: Record<string, string> = {}
  for (const name of kept) {
    const value = headers[name]
    if (typeof value === 'string') result[name] = value
  }
  return result
}
