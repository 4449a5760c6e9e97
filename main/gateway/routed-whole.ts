import { FaultError } from '#contract/fault'
import type { ChatRouter } from './chat-router.ts'

export interface RoutedAnswer {
  readonly status: number
  readonly body: Buffer
  readonly workerId: string
  readonly attempts: number
}

/** Routes a request and gathers its answer, for a route that has to read it. Rejects with a FaultError. */
export function routedWhole(
  router: ChatRouter,
  request: Parameters<ChatRouter['route']>[0],
  signal: AbortSignal,
): Promise<RoutedAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let head: Omit<RoutedAnswer, 'body'> = { status: 502, workerId: '', attempts: 0 }
    const onAbort = () => {
      exchange.abort()
      reject(new FaultError({ code: 'request.cancelled' }))
    }
    const leave = () => signal.removeEventListener('abort', onAbort)
    const exchange = router.route(request, {
      onHead({ status, workerId, attempts }) {
        head = { status, workerId, attempts }
      },
      onData(piece) {
        pieces.push(piece)
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
