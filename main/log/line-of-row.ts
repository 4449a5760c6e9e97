import type { FeedEvent } from '#contract/model/event'
import type { LogLine } from '#contract/model/log-line'

/** An entry of the audit log, as the store gives it. */
export interface AuditRow {
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** JSON. */
  readonly detail: string
  readonly hash: string
}

const wrong = /[.-](offline|failed|lost|refused|missing|given-up|opened)$/

export function eventLine({ seq, at, type, subject, data }: FeedEvent): LogLine {
  return {
    id: `event-${seq}`,
    at,
    source: 'event',
    level: wrong.test(type) ? 'warn' : 'info',
    text: `${type} ${subject}`,
    fields: { seq, type, subject, ...data },
    request_id: null,
    deployment_id: type.startsWith('deployment.') ? subject : text(data['deploymentId']),
    worker_id: /^(node|healing|worker)\./.test(type) ? subject : text(data['workerId']),
    host_id: type.startsWith('host.') ? subject : text(data['hostId']),
  }
}

export function auditLine({ seq, at, actor, action, subject, detail, hash }: AuditRow): LogLine {
  const fields = parsed(detail)
  return {
    id: `audit-${seq}`,
    at,
    source: 'audit',
    level: wrong.test(action) ? 'warn' : 'info',
    text: `${actor} ${action} ${subject}`,
    fields: { seq, actor, action, subject, detail: fields, hash },
    request_id: null,
    deployment_id: action.startsWith('deployment.') ? subject : null,
    worker_id: /^(node|worker)\./.test(action) ? subject : null,
    host_id: action.startsWith('host.') ? subject : null,
  }
}

/** One that was changed on disk may hold anything. */
function parsed(detail: string): unknown {
  try {
    return JSON.parse(detail)
  } catch {
    return detail
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)
