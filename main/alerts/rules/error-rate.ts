import type { AlertRules } from '#contract/model/alert-rules'
import type { Finding } from '../finding.ts'
import type { Seen } from '../seen.ts'

const subject = 'requests'

/** Too large a share of the last requests failed. All is well at half of it, or when none came for as long. */
export function errorRate(
  { requests }: Pick<Seen, 'requests'>,
  { aboveShare, atLeast, overMs }: NonNullable<AlertRules['error_rate']>,
): readonly Finding[] {
  const { counted, failed, isWhole } = requests(overMs)
  const share = counted === 0 ? 0 : failed / counted
  if (counted >= atLeast && share > aboveShare) {
    const facts = { rule: 'error_rate', share, requests: counted, overMs } as const
    return [{ state: 'holds', subject, severity: 'warning', facts }]
  }
  const isUndecided = share > aboveShare / 2 || (counted < atLeast && !isWhole)
  return isUndecided ? [{ state: 'undecided', subject }] : []
}
