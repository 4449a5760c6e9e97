import type { Change } from '#contract/ipc/changes'
import type { Alert, AlertNotice } from '#contract/model/alert'
import { alertText } from '#contract/model/alert-text'
import type { Language } from '#contract/model/language'
import type { LinkedPlace } from '#contract/model/place-link'

const mostShown = 3
/** A menu is as wide as its longest line. */
const mostLetters = 64

export interface AlertItem {
  readonly label: string
  readonly place: LinkedPlace
}

/** The alerts that were told last, the newest first. */
export class LastAlerts {
  #alerts: readonly Alert[]

  constructor(alerts: readonly Alert[]) {
    this.#alerts = alerts.slice(0, mostShown)
  }

  /** Answers whether there is a new one. */
  hear(change: Change): boolean {
    if (change.type !== 'event' || !change.event.type.startsWith('alert.')) return false
    // Sound: `alert.…` is published with the notice as its data, and by nobody else.
    const notice = change.event.data as unknown as AlertNotice
    if (notice.kind === 'test') return false
    const told = new Set(notice.alerts.map(({ id }) => id))
    const others = this.#alerts.filter(({ id }) => !told.has(id))
    this.#alerts = [...notice.alerts, ...others].slice(0, mostShown)
    return true
  }

  items(language: Language, now: number): readonly AlertItem[] {
    return this.#alerts.map(alert => ({
      label: `${timeText(alert.openedAt, language, now)}  ${shortened(alertText(alert, language))}`,
      place: alertPlace(alert),
    }))
  }
}

/** Where one sees what is wrong. */
export function alertPlace({ facts, subject }: Alert): LinkedPlace {
  switch (facts.rule) {
    case 'offline':
      return { screen: 'topology', workerId: subject }
    case 'idle':
      return { screen: 'hosts', hostId: subject }
    case 'error_rate':
      return { screen: 'requests' }
    case 'latency':
      return { screen: 'metrics' }
    case 'budget':
      return { screen: 'settings', section: 'apps' }
    case 'disk':
      return { screen: 'settings', section: 'backups' }
  }
}

function timeText(at: number, language: Language, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = isToday ? {} : ({ month: 'short', day: 'numeric' } as const)
  return new Intl.DateTimeFormat(language, { ...day, ...clock }).format(at)
}

function shortened(text: string): string {
  const letters = [...text.replaceAll(/\s+/g, ' ')]
  return letters.length <= mostLetters
    ? letters.join('')
    : `${letters.slice(0, mostLetters - 1).join('')}…`
}
