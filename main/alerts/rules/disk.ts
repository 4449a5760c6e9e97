import type { AlertRules } from '#contract/model/alert-rules'
import type { Finding } from '../finding.ts'
import type { Seen } from '../seen.ts'

const subject = 'data-folder'
const slack = 1.2

/** Little room on the disk that holds the data folder. All is well with a fifth more than too little. */
export function disk(
  { disk: seen }: Pick<Seen, 'disk'>,
  { belowShare, belowBytes }: NonNullable<AlertRules['disk']>,
): readonly Finding[] {
  if (seen === null) return [{ state: 'undecided', subject }]
  const { freeBytes, totalBytes } = seen
  const tooLittle = Math.max(totalBytes * belowShare, belowBytes)
  if (freeBytes < tooLittle) {
    const severity = freeBytes < belowBytes ? 'critical' : 'warning'
    return [{ state: 'holds', subject, severity, facts: { rule: 'disk', freeBytes, totalBytes } }]
  }
  return freeBytes < tooLittle * slack ? [{ state: 'undecided', subject }] : []
}
