import { AlertsQuery, ListedAlert, ListedAlerts, TestedAlerts } from '../alerts.ts'
import type { Operation } from '../operation.ts'

export const alertSchemas = { ListedAlert, ListedAlerts, TestedAlerts } as const

/** What is or was wrong, and how the owner hears of it. */
export const alertOperations = [
  {
    id: 'listAlerts',
    method: 'get',
    path: '/api/alerts',
    summary: 'What is wrong now, and what was in the last 90 days.',
    access: 'secret',
    query: AlertsQuery,
    answers: { 200: ListedAlerts },
  },
  {
    id: 'testAlerts',
    method: 'post',
    path: '/api/alerts/test',
    summary: 'Sends a test by the log, the desktop and the webhook, once each.',
    access: 'secret',
    answers: { 200: TestedAlerts },
  },
] as const satisfies readonly Operation[]
