import type { Alert, AlertNotice } from '#contract/model/alert'

export const anAlert = (more: Partial<Alert> = {}): Alert => ({
  id: 1,
  subject: 'w',
  severity: 'warning',
  facts: { rule: 'offline', worker: 'Kitchen', reason: 'it does not answer' },
  openedAt: Date.parse('2026-05-20T12:00:00Z'),
  toldAt: null,
  toldAs: null,
  recoveredAt: null,
  isSettled: false,
  ...more,
})

export const opened = (
  alerts: readonly [Alert, ...Alert[]] = [anAlert()],
  more: { readonly isRepeat?: boolean } = {},
): AlertNotice => ({ kind: 'opened', at: alerts[0].openedAt, isRepeat: false, alerts, ...more })

export const recovered = (alerts: readonly [Alert, ...Alert[]]): AlertNotice => ({
  kind: 'recovered',
  at: alerts[0].recoveredAt ?? 0,
  isRepeat: false,
  alerts,
})
