import type { AlertRuleName } from '#contract/model/alert'
import type { AlertRules } from '#contract/model/alert-rules'
import type { Finding } from './finding.ts'
import { budget } from './rules/budget.ts'
import { disk } from './rules/disk.ts'
import { errorRate } from './rules/error-rate.ts'
import { idle } from './rules/idle.ts'
import { latency } from './rules/latency.ts'
import { workerOffline } from './rules/worker-offline.ts'
import type { Seen } from './seen.ts'

/** What each rule says that is on; a rule that is off says nothing at all. */
export function find(
  seen: Seen,
  rules: AlertRules,
): ReadonlyMap<AlertRuleName, readonly Finding[]> {
  const found = new Map<AlertRuleName, readonly Finding[]>()
  if (rules.offline) found.set('offline', workerOffline(seen, rules.offline))
  if (rules.error_rate) found.set('error_rate', errorRate(seen, rules.error_rate))
  if (rules.latency) found.set('latency', latency(seen, rules.latency))
  if (rules.budget) found.set('budget', budget(seen, rules.budget))
  if (rules.disk) found.set('disk', disk(seen, rules.disk))
  if (rules.idle) found.set('idle', idle(seen))
  return found
}
