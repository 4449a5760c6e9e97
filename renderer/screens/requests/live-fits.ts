import type { ProviderName } from '#contract/wire/health'
import type { LiveRequest } from '../../state/live-requests.ts'
import type { RequestFilters } from '../../state/request-filters.ts'

/** Of one that is under way, its outcome and what it says are not known yet. */
export function liveFits(
  { appId, model, workerId }: LiveRequest,
  provider: ProviderName | null,
  filters: RequestFilters,
): boolean {
  if (filters.outcome !== undefined || filters.search !== undefined) return false
  return (
    (filters.app === undefined || filters.app === appId) &&
    (filters.model === undefined || filters.model === model) &&
    (filters.worker === undefined || filters.worker === workerId) &&
    (filters.provider === undefined || filters.provider === provider)
  )
}
