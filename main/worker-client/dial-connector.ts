import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { buildConnector } from 'undici'

/** Opens one more connection to a worker, by a way of its own; what comes of it ends as sockets do. */
export type Dial = (signal: AbortSignal) => Promise<Duplex>

/** Lets undici speak HTTP over whatever is dialled; `withinMs` is for one connection. */
export function dialConnector(dial: Dial, withinMs: number): buildConnector.connector {
  return (_options, done) => {
    const signal = AbortSignal.timeout(withinMs)
    dial(signal).then(
      // Sound: of a socket undici needs what a stream has, and looks for the rest before it calls it.
      connection => done(null, connection as unknown as Socket),
      (error: unknown) => {
        const isLate = signal.aborted
        done(isLate ? new Error(`no connection within ${withinMs} ms`) : asError(error), null)
      },
    )
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
