import type { Fault } from '#contract/fault'
import type { Capability } from '#contract/wire/capability'
import type { AnswerHeaders } from '../base/exchange.ts'
import type { Call } from './call.ts'
import type { ChatRouter } from './chat-router.ts'
import { errorAnswer } from './error-answer.ts'
import { steeringHeaders } from './request-headers.ts'

/** What is handed on; the answer comes back as it is. */
interface Passing {
  readonly capability?: Capability
  readonly model: string | null
  readonly isStream: boolean
  /** As it came; `json` is the same, read. */
  readonly body: Buffer
  readonly json: Readonly<Record<string, unknown>>
  readonly timeoutMs: number | null
}

/**
 * Routes a request that came in OpenAI's form and goes on as it is, byte for byte; so does the
 * answer.
 */
export function passThrough(
  router: ChatRouter,
  strategy: string,
  call: Call,
  passing: Passing,
): void {
  const { response } = call
  const { model, isStream, timeoutMs } = passing
  /** Of a whole answer, the last piece so far: it goes out in one write with the end. */
  let last: Buffer | null = null
  const exchange = router.route(
    {
      requestId: call.requestId,
      capability: passing.capability ?? 'chat',
      model,
      isStream,
      timeoutMs,
      steering: steeringHeaders(call),
      caller: call.caller,
      party: call.caller.app.id,
      body: named =>
        named === null
          ? passing.body
          : Buffer.from(JSON.stringify({ ...passing.json, model: named })),
    },
    {
      onHead({ status, headers, workerId, attempts, strategy: usedStrategy }) {
        const list = handedOn(headers)
        if (isStream) list.push('cache-control', 'no-cache', 'x-accel-buffering', 'no')
        list.push('x-banyan-worker', workerId, 'x-banyan-attempts', String(attempts))
        list.push('x-banyan-strategy', usedStrategy ?? strategy)
        call.headList(status, list)
      },
      onData(piece) {
        const next = isStream ? piece : last
        if (!isStream) last = piece
        if (next === null || response.write(next)) return true
        response.once('drain', () => exchange.resume())
        return false
      },
      onEnd: () => response.end(last ?? undefined),
      onFault(fault, attempts) {
        if (response.headersSent) breakOff(call, fault, isStream)
        else call.refuse(fault, { 'x-banyan-attempts': String(attempts) })
      },
    },
  )
  call.onGone(() => exchange.abort())
}

/** A stream that broke says so in OpenAI's form, and does not end as if it were whole. */
function breakOff(call: Call, fault: Fault, isStream: boolean): void {
  if (isStream) call.response.end(`data: ${JSON.stringify(errorAnswer(fault).body)}\n\n`)
  else call.response.destroy()
}

/** What of a worker's head concerns the client; the connection to the worker is ours alone. */
const kept = ['content-type', 'content-length', 'retry-after', 'x-should-retry'] as const

function handedOn(headers: AnswerHeaders): string[] {
  const list: string[] = []
  for (const name of kept) {
    const value = headers[name]
    if (typeof value === 'string') list.push(name, value)
  }
  return list
}
