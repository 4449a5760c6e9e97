import type { Exchange, Route } from '../exchange.ts'
import type { WorkerSettings } from '../settings.ts'
import type { Slots } from '../slots.ts'
import { WireFault } from '../wire-fault.ts'

export interface SlottedParts {
  readonly settings: WorkerSettings
  readonly slots: Slots
  isDraining(): boolean
}

/** A route whose every request takes a slot, from its start to its end. */
export function slotted(parts: SlottedParts, answer: (exchange: Exchange) => Promise<void>): Route {
  return async exchange => {
    if (parts.isDraining()) throw stopping()
    const lease = parts.slots.take()
    if (!lease) throw busy(parts.settings.maxConcurrentRequests)
    try {
      await answer(exchange)
    } finally {
      lease.release()
    }
  }
}

/** Also what a request hears that is cut short when the worker stops. */
export function stopping(): WireFault {
  return new WireFault({
    status: 503,
    message: 'This worker is stopping. Ask another one.',
    code: 'worker_stopping',
    retryAfterSeconds: 1,
  })
}

function busy(most: number): WireFault {
  return new WireFault({
    status: 429,
    message: `This worker answers ${most} requests at once and is busy. Try again shortly.`,
    code: 'worker_busy',
    retryAfterSeconds: 1,
  })
}
