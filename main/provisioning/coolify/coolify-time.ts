import { setTimeout as sleep } from 'node:timers/promises'
import { FaultError } from '#contract/fault'

/** How whoever waits for Coolify tells the time; moved by hand in tests. */
export interface CoolifyTime {
  /** Milliseconds; only goes forward. */
  now(): number
  /** Rejects when the signal is aborted before. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export const systemTime: CoolifyTime = {
  now: () => performance.now(),
  async wait(ms, signal) {
    try {
      await sleep(ms, undefined, { signal })
    } catch (cause) {
      throw new FaultError({ code: 'request.cancelled' }, { cause })
    }
  },
}
