interface Verdict {
  readonly isSound: boolean
  readonly kept: 'known' | 'missing' | 'unreadable'
}

type AuditVerdict =
  | (Verdict & { readonly isSound: true; readonly entries: number })
  | (Verdict & {
      readonly isSound: false
      readonly brokenAt: number
      readonly reason: 'changed' | 'missing'
    })

const endings = {
  known: 'The end is the one that was kept outside the database, or after it.',
  missing: 'No end was kept outside the database: whether some were cut off there, cannot be said.',
  unreadable:
    'The end that was kept outside the database cannot be read here: whether some were cut off, cannot be said.',
} as const

/** What `--verify-audit` prints. */
export function auditReport(verdict: AuditVerdict): string {
  if (verdict.isSound) {
    return `The audit log is as it was written: ${verdict.entries} entries. ${endings[verdict.kept]}`
  }
  const { brokenAt, reason } = verdict
  return reason === 'missing'
    ? `The audit log is broken: entry ${brokenAt} is missing.`
    : `The audit log is broken: entry ${brokenAt} was changed, or the one before it.`
}
