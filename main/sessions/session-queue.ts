import { FaultError } from '#contract/fault'
import type { SessionId } from '#contract/ids'

type Waiter = () => void

/** Lets one at a time into each session, in the order in which they came; an idle session takes no memory. */
export class SessionQueue {
  /** Present while somebody is inside, with those who wait behind. */
  readonly #waiting = new Map<SessionId, Waiter[]>()

  /** Resolves, when it is this one's turn, to what must be called once to leave. */
  enter(sessionId: SessionId, signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) return Promise.reject(cancelled(signal))
    const leave = () => this.#leave(sessionId)
    const waiting = this.#waiting.get(sessionId)
    if (!waiting) {
      this.#waiting.set(sessionId, [])
      return Promise.resolve(leave)
    }
    return new Promise((resolve, reject) => {
      const enterNow = () => {
        signal.removeEventListener('abort', giveUp)
        resolve(leave)
      }
      const giveUp = () => {
        waiting.splice(waiting.indexOf(enterNow), 1)
        reject(cancelled(signal))
      }
      signal.addEventListener('abort', giveUp, { once: true })
      waiting.push(enterNow)
    })
  }

  #leave(sessionId: SessionId): void {
    const next = this.#waiting.get(sessionId)?.shift()
    if (next) next()
    else this.#waiting.delete(sessionId)
  }
}

/** The reason for which the signal was aborted where that is a fault, else that the caller left. */
export function cancelled(signal: AbortSignal): FaultError {
  const { reason } = signal
  if (reason instanceof FaultError) return reason
  return new FaultError({ code: 'request.cancelled' }, { cause: reason })
}
