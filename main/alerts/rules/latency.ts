import type { AlertRules } from '#contract/model/alert-rules'
import type { Finding } from '../finding.ts'
import type { Seen } from '../seen.ts'

const subject = 'requests'
const slack = 0.8

/** The last streams waited too long for their first content. All is well at four fifths of it. */
export function latency(
  { requests }: Pick<Seen, 'requests'>,
  { aboveMs, atLeast, overMs }: NonNullable<AlertRules['latency']>,
): readonly Finding[] {
  const { streams, p95FirstTokenMs, isWhole } = requests(overMs)
  const p95Ms = p95FirstTokenMs ?? 0
  if (streams >= atLeast && p95Ms > aboveMs) {
    const facts = { rule: 'latency', p95Ms, requests: streams, overMs } as const
    return [{ state: 'holds', subject, severity: 'warning', facts }]
  }
  const isUndecided = p95Ms > aboveMs * slack || (streams < atLeast && !isWhole)
  return isUndecided ? [{ state: 'undecided', subject }] : []
}
