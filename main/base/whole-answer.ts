import { FaultError } from '#contract/fault'
import type {
  AnswerHeaders,
  AnswerSink,
  Exchange,
  ExchangeLimits,
  OutgoingRequest,
} from './exchange.ts'

export interface WholeAnswer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body: Buffer
}

type Send = (request: OutgoingRequest, limits: ExchangeLimits, sink: AnswerSink) => Exchange

const mostBytes = 4_000_000

/** Sends a request and gathers its answer; for small answers off the hot path. Rejects with a FaultError. */
export function wholeAnswer(
  send: Send,
  request: OutgoingRequest,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    let status = 0
    let headers: AnswerHeaders = {}
    let size = 0
    const pieces: Buffer[] = []
    const settle = (then: () => void) => {
      signal.removeEventListener('abort', onAbort)
      then()
    }
    const onAbort = () => {
      exchange.abort()
      settle(() => reject(new FaultError({ code: 'request.cancelled' })))
    }
    const exchange = send(request, limits, {
      onHead(answerStatus, answerHeaders) {
        status = answerStatus
        headers = answerHeaders
      },
      onData(piece) {
        size += piece.length
        if (size > mostBytes) {
          exchange.abort()
          settle(() => reject(new FaultError({ code: 'request.too-large', limitBytes: mostBytes })))
          return false
        }
        pieces.push(piece)
        return true
      },
      onEnd: () => settle(() => resolve({ status, headers, body: Buffer.concat(pieces) })),
      onFault: fault => settle(() => reject(new FaultError(fault))),
    })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}
