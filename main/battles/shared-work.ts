import { FaultError } from '#contract/fault'

interface Piece<T> {
  readonly stop: AbortController
  readonly outcome: Promise<T>
  waiting: number
}

/** Does what several ask for at the same time once; it is stopped when nobody waits for it any more. */
export class SharedWork<T> {
  readonly #underWay = new Map<string, Piece<T>>()

  join(key: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) return Promise.reject(left())
    const piece = this.#underWay.get(key) ?? this.#begin(key, work)
    piece.waiting++
    return new Promise((resolve, reject) => {
      const leave = () => {
        piece.waiting--
        if (piece.waiting === 0) this.#drop(key, piece)
        reject(left())
      }
      signal.addEventListener('abort', leave, { once: true })
      piece.outcome.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Piece<T> {
    const stop = new AbortController()
    const piece: Piece<T> = { stop, outcome: work(stop.signal), waiting: 0 }
    this.#underWay.set(key, piece)
    const over = () => this.#forget(key, piece)
    piece.outcome.then(over, over)
    return piece
  }

  /** Who comes now begins anew. */
  #drop(key: string, piece: Piece<T>): void {
    this.#forget(key, piece)
    piece.stop.abort()
  }

  #forget(key: string, piece: Piece<T>): void {
    if (this.#underWay.get(key) === piece) this.#underWay.delete(key)
  }
}

function left(): FaultError {
  return new FaultError({ code: 'request.cancelled' })
}
