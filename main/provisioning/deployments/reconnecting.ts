import { setTimeout as pause } from 'node:timers/promises'
import { backoffMs } from '../../base/backoff.ts'
import type { HostSession } from './host-session.ts'
import { failureText, isLostConnection } from './stop-reason.ts'

/** How long to wait before the first and before the last new connection. */
export interface ReconnectPace {
  readonly firstMs: number
  readonly mostMs: number
}

export const usualReconnects: ReconnectPace = { firstMs: 2_000, mostMs: 15_000 }
const mostReconnects = 3

/** Does it again through a new connection when one is lost, three times at most: it has to look before it acts. */
export async function reconnecting<T>(
  session: HostSession,
  step: string,
  pace: ReconnectPace,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (failure) {
      if (!isLostConnection(failure) || attempt === mostReconnects || signal.aborted) throw failure
      session.drop()
      session.site(step).say(`${failureText(failure)} (new connection ${attempt + 1})`)
      await pause(backoffMs(attempt, pace), undefined, { signal })
    }
  }
}
