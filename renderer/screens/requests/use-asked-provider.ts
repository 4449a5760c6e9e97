import { providerOf } from '#contract/model/provider-of'
import type { ProviderName } from '#contract/wire/health'
import type { LiveRequest } from '../../state/live-requests.ts'
import { useWindowState } from '../../state/use-window-state.ts'

/** Says whom the worker of a request under way asks, by what it tells now. */
export function useAskedProvider(): (live: LiveRequest) => ProviderName | null {
  const { mirror } = useWindowState()
  return ({ workerId, asked }) => {
    const state = mirror.store.getState()
    const workers = state.name === 'live' ? state.seen.workers : []
    const worker = workers.find(({ id }) => id === workerId)
    return worker ? providerOf(worker, asked) : null
  }
}
