import { type Fault, FaultError } from '#contract/fault'
import type { ChatRouter } from './chat-router.ts'

export interface RoutedAnswer {
  readonly status: number
  readonly body: Buffer
  readonly workerId: string
  readonly attempts: number
}

const mostBytes = 64_000_000

/** Routes a request and gathers its answer, for a route that has to read it. Rejects with a FaultError. */
export function routedWhole(
  router: ChatRouter,
  request: Parameters<ChatRouter['route']>[0],
  signal: AbortSignal,
): Promise<RoutedAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let size = 0
    let head: Omit<RoutedAnswer, 'body'> = { status: 502, workerId: '', attempts: 0 }
    const stop = (fault: Fault) => {
      exchange.abort()
      leave()
      reject(new FaultError(fault))
    }
    const onAbort = () => stop({ code: 'request.cancelled' })
    const leave = () => signal.removeEventListener('abort', onAbort)
    const exchange = router.route(request, {
      onHead({ status, workerId, attempts }) {
        head = { status, workerId, attempts }
      },
      onData(piece) {
        size += piece.length
        if (size <= mostBytes) pieces.push(piece)
        else stop(tooLong)
        return true
      },
      onEnd() {
        leave()
        resolve({ ...head, body: Buffer.concat(pieces) })
      },
      onFault(fault) {
        leave()
        reject(new FaultError(fault))
      },
    })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}

const tooLong: Fault = {
  code: 'provider.refused',
  status: 502,
  detail: 'The answer is larger than 64000000 bytes. Ask for less at once.',
  type: 'server_error',
  errorCode: 'answer_too_large',
}
