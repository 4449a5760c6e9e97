import { FaultError } from '#contract/fault'
import type { CoolifyTime } from './coolify-time.ts'

export interface Pace {
  readonly everyMs: number
  readonly withinMs: number
}

/** A Coolify that updates itself is away for a minute or two. */
const awayWithinMs = 180_000

/** Looks until it finds something; null when the time is over. A Coolify that is away for a while is waited for. */
export async function pollUntil<T extends object>(
  time: CoolifyTime,
  { everyMs, withinMs }: Pace,
  look: () => Promise<T | null>,
  signal: AbortSignal,
): Promise<T | null> {
  const until = time.now() + withinMs
  let awaySince: number | null = null
  for (;;) {
    try {
      const found = await look()
      if (found !== null) return found
      awaySince = null
    } catch (failure) {
      awaySince ??= time.now()
      if (!isAway(failure) || time.now() - awaySince > awayWithinMs) throw failure
    }
    if (time.now() + everyMs > until) return null
    await time.wait(everyMs, signal)
  }
}

function isAway(failure: unknown): boolean {
  if (!(failure instanceof FaultError)) return false
  const { fault } = failure
  return (
    fault.code === 'coolify.unreachable' ||
    (fault.code === 'coolify.refused' && fault.status >= 500)
  )
}
