import { createHmac, randomUUID } from 'node:crypto'
import type { Alert, AlertNotice } from '#contract/model/alert'
import { alertName, alertText, noticeText } from '#contract/model/alert-text'
import type { Secret } from '../../base/secret.ts'

/** One webhook: every try sends the same body with the same id. */
export interface WebhookMessage {
  readonly id: string
  readonly body: string
}

/** In a storm the first ones stand for all; the count is of all. */
const mostListed = 50

export function webhookMessage(notice: AlertNotice): WebhookMessage {
  const body = {
    type: `alert.${notice.kind}`,
    timestamp: new Date(notice.at).toISOString(),
    data: { message: noticeText(notice, 'en'), ...listed(notice) },
  }
  return { id: `msg_${randomUUID()}`, body: JSON.stringify(body) }
}

/** As Standard Webhooks says: over id, time of this try and body. */
export function webhookHeaders(
  { id, body }: WebhookMessage,
  secret: Secret,
  now: number,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000))
  const key = Buffer.from(secret.reveal().replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}

function listed(notice: AlertNotice): object {
  if (notice.kind === 'test') return {}
  const { alerts, isRepeat } = notice
  return {
    rule: alerts[0].facts.rule,
    severity: alerts.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning',
    count: alerts.length,
    is_repeat: isRepeat,
    alerts: alerts.slice(0, mostListed).map(alertJson),
  }
}

function alertJson(alert: Alert): object {
  const { id, subject, severity, facts, openedAt, recoveredAt } = alert
  return {
    id: String(id),
    subject,
    name: alertName(facts),
    severity,
    message: alertText(alert, 'en'),
    opened_at: new Date(openedAt).toISOString(),
    ...(recoveredAt !== null && {
      recovered_at: new Date(recoveredAt).toISOString(),
      lasted_seconds: Math.round((recoveredAt - openedAt) / 1_000),
    }),
  }
}
