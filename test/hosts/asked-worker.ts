import type { Fault } from '#contract/fault'
import type { ExchangeLimits } from '#main/base/exchange'
import type { FleetWorker } from '#main/fleet/fleet-worker'

/** What came of one chat: when its pieces came, and how it ended. */
export interface Asked {
  readonly status: number | null
  readonly text: string
  readonly pieces: number
  readonly fault: Fault | null
  readonly ms: number
}

const patient: ExchangeLimits = { headMs: 10_000, pieceMs: 10_000 }

/** Asks over the worker's own wire, as an attempt does; `onPiece` hears of each piece as it comes. */
export function askFor(
  worker: FleetWorker,
  content: string,
  { stream = true, limits = patient, onPiece = () => {} } = {},
): Promise<Asked> {
  const messages = [{ role: 'user', content }]
  const body = Buffer.from(JSON.stringify({ model: 'stub-model', stream, messages }))
  const began = performance.now()
  return new Promise(resolve => {
    let status: number | null = null
    let text = ''
    let pieces = 0
    const over = (fault: Fault | null) =>
      resolve({ status, text, pieces, fault, ms: performance.now() - began })
    const { wire } = worker
    if (!wire) throw new Error(`${worker.id} has no wire`)
    wire.send(
      { method: 'POST', path: '/v1/chat/completions', requestId: '', headers: [], body },
      limits,
      {
        onHead(found) {
          status = found
        },
        onData(piece) {
          pieces++
          text += piece.toString('utf8')
          onPiece()
          return true
        },
        onEnd: () => over(null),
        onFault: over,
      },
    )
  })
}
