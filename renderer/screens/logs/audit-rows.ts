import type { LogLine } from '#contract/model/log-line'

export type AuditOutcome = 'done' | 'refused' | 'failed'

/** An entry of the audit log, as it is shown. */
export interface AuditRow {
  readonly id: string
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly outcome: AuditOutcome
  readonly detail: unknown
  readonly hash: string
  readonly line: LogLine
}

export function auditRow(line: LogLine): AuditRow {
  const { seq, actor, action, subject, detail, hash } = line.fields
  return {
    id: line.id,
    seq: Number(seq),
    at: line.at,
    actor: String(actor),
    action: String(action),
    subject: String(subject),
    outcome: outcomeOf(String(action)),
    detail,
    hash: String(hash),
    line,
  }
}

/** What was refused or went wrong is said by the end of the action's name. */
export function outcomeOf(action: string): AuditOutcome {
  if (/[.-]refused$/.test(action)) return 'refused'
  return /[.-](failed|missing)$/.test(action) ? 'failed' : 'done'
}

/** `app:` and its id are one kind of actor. */
export type ActorKind = 'window' | 'owner' | 'root' | 'app' | 'stranger'
export const actorKinds: readonly ActorKind[] = ['window', 'owner', 'root', 'app', 'stranger']

export function actorKind(actor: string): ActorKind | null {
  return actorKinds.find(kind => kind === actor || actor.startsWith(`${kind}:`)) ?? null
}

/** In short, for one row. */
export function detailText(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return String(detail ?? '')
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      return `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`
    })
    .join(' · ')
}
