import type { Alert } from '#contract/model/alert'
import {
  type AlertQuery,
  listAlerts,
  listHeldAlerts,
  listUnsettledAlerts,
  newestAlertId,
} from './alerts.ts'
import type { OpenDatabase } from './open-database.ts'

/** The alerts of one database, in the shape that main/alerts and the gateway ask for. */
export function alertShelf({ read, writes }: OpenDatabase) {
  return {
    unsettled: () => listUnsettledAlerts(read),
    newestId: () => newestAlertId(read),
    list: (query: AlertQuery) => listAlerts(read, query),
    save: (alerts: readonly Alert[]) => writes.run('saveAlerts', alerts),
    held: () => listHeldAlerts(read),
    hold: (ids: readonly number[]) => writes.run('replaceHeldAlerts', ids),
  }
}
