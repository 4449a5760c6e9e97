import type { AlertRules } from '#contract/model/alert-rules'
import type { Finding } from '../finding.ts'
import type { Seen } from '../seen.ts'

/** A raised budget must leave more room than that. */
const slackShare = 0.05

/** An app that has spent most of its budget, and then all of it. */
export function budget(
  { budgets }: Pick<Seen, 'budgets'>,
  { atShare }: NonNullable<AlertRules['budget']>,
): readonly Finding[] {
  return budgets.flatMap(({ appId: subject, name, budgetUsd, spentUsd }): readonly Finding[] => {
    const share = spentUsd / budgetUsd
    if (share < atShare) {
      return share < atShare - slackShare ? [] : [{ state: 'undecided', subject }]
    }
    const facts = { rule: 'budget', app: name, spentUsd, budgetUsd } as const
    return [{ state: 'holds', subject, severity: share < 1 ? 'warning' : 'critical', facts }]
  })
}
