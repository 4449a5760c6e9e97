import type { AnswerOf } from '#contract/http/operations'
import type { Place } from './place.ts'

export type ListedAlert = AnswerOf<'listAlerts'>['alerts'][number]

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const readKey = 'banyan.alerts-read'

/** The id of the newest alert that was read; ids only rise. */
export function readUntil(shelf: Shelf): number {
  const kept = Number(shelf.getItem(readKey))
  return Number.isSafeInteger(kept) ? kept : 0
}

export function markRead(shelf: Shelf, alerts: readonly ListedAlert[]): number {
  const newest = Math.max(readUntil(shelf), ...alerts.map(({ id }) => Number(id)))
  shelf.setItem(readKey, String(newest))
  return newest
}

/** What nobody looked at yet; what came and went needs no look. */
export function unread(alerts: readonly ListedAlert[], until: number): readonly ListedAlert[] {
  return alerts.filter(({ id, state }) => state === 'open' && Number(id) > until)
}

/** Where more is to be seen of what an alert is about. */
export function placeOf({ rule, subject }: ListedAlert): Place {
  switch (rule) {
    case 'offline':
      return { screen: 'topology', workerId: subject }
    case 'error_rate':
      return { screen: 'requests' }
    case 'latency':
      return { screen: 'metrics' }
    case 'budget':
      return { screen: 'settings', section: 'apps' }
    case 'disk':
      return { screen: 'settings', section: 'backups' }
    case 'idle':
      return { screen: 'hosts', hostId: subject }
  }
}
