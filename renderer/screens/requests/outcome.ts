import type { TFunction } from 'i18next'
import type { Mark } from '../../ui/state-mark.tsx'
import { remedyFor } from './remedy.ts'
import type { PastRequest } from './request-list.ts'

/** One that needed more than one attempt went well, but not at once. */
export function outcomeMark({
  outcome,
  attempts,
}: Pick<PastRequest, 'outcome' | 'attempts'>): Mark {
  if (outcome === 'served') return attempts > 1 ? 'degraded' : 'healthy'
  return outcome === 'cancelled' ? 'resting' : 'offline'
}

/** What became of it, and what is remarkable about that. */
export function outcomeText(t: TFunction, request: PastRequest): string {
  const { outcome, attempts, cache_hit, status, error_code } = request
  if (outcome === 'served') {
    if (cache_hit) return t('requests.outcome.cached')
    const times = attempts > 1 ? ` · ${t('requests.outcome.attempts', { count: attempts })}` : ''
    return t('requests.outcome.served') + times
  }
  const name = t(`requests.outcome.${outcome}`)
  if (outcome === 'cancelled') return name
  return `${name} · ${t(`requests.short.${remedyFor(error_code, status, '')}`)}`
}
