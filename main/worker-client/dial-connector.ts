import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { buildConnector } from 'undici'
import { DuplexSocket } from './duplex-socket.ts'

/** Opens one more connection to a worker, by a way of its own. */
export type Dial = (signal: AbortSignal) => Promise<Duplex>

/** Lets undici speak HTTP over whatever is dialled; `withinMs` is for one connection. */
export function dialConnector(dial: Dial, withinMs: number): buildConnector.connector {
  return (_options, done) => {
    const signal = AbortSignal.timeout(withinMs)
    dial(signal).then(
      // Sound: of a socket undici asks what a stream has; the rest it looks for before it calls it.
      inner => done(null, new DuplexSocket(inner) as unknown as Socket),
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
