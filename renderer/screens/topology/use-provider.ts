import { useMemo } from 'react'
import type { ProviderName } from '#contract/wire/health'
import { useWindowState } from '../../state/use-window-state.ts'
import { useNow } from '../../ui/use-now.ts'
import { type ProviderSeen, providerSeen } from './provider-of.ts'
import { type ProviderState, providerState } from './provider-state.ts'
import type { ProviderHeard } from './provider-traffic.ts'
import { useTraffic } from './use-traffic.ts'
import { useView } from './view.ts'

export interface ShownProvider extends ProviderSeen {
  readonly state: ProviderState
  readonly heard: ProviderHeard | undefined
  readonly rate: number
  /** Only how many of its workers were up is known of the past. */
  readonly isPast: boolean
  readonly up: number
}

const nobody: ProviderSeen = { workers: [], models: [] }

/** A provider as it is now, looked at once a second: its workers change with each request. */
export function useProvider(name: ProviderName): ShownProvider {
  const { mirror } = useWindowState()
  const now = useNow(1_000)
  const heard = useTraffic(seen => seen.providers)[name]
  const rate = useTraffic(seen => seen.providerRates[name] ?? 0)
  const isPast = useView(view => view.moment !== null)
  const past = useView(view => view.past)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew with the clock
  const seen = useMemo(() => {
    const state = mirror.store.getState()
    return state.name === 'live' ? providerSeen(state.seen.workers, name) : nobody
  }, [mirror, name, now])
  if (!isPast) {
    const up = seen.workers.filter(worker => worker.isUp).length
    const state = providerState({ ...seen, rate }, heard, now)
    return { ...seen, state, heard, rate, isPast, up }
  }
  const up = seen.workers.filter(({ id }) => wasUp(past?.get(id))).length
  const state: ProviderState =
    up === 0 && past !== null
      ? { mark: 'offline', kind: 'away', reason: null }
      : { mark: 'starting', kind: 'quiet', reason: null }
  return { ...seen, state, heard: undefined, rate: 0, isPast, up }
}

function wasUp(phase: string | undefined): boolean {
  return phase === 'healthy' || phase === 'degraded' || phase === 'suspect'
}
