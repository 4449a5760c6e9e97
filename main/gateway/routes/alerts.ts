import { FaultError } from '#contract/fault'
import { AlertsQuery, type ListedAlert } from '#contract/http/alerts'
import type { Alert } from '#contract/model/alert'
import { alertName, alertText } from '#contract/model/alert-text'
import type { Language } from '#contract/model/language'
import type { Route } from '../route.ts'

/** The part of the alerts that their owner reads and tries. */
export interface OwnedAlerts {
  /** The newest first. */
  list(query: {
    readonly state: 'open' | 'recovered' | null
    readonly before: number
    readonly limit: number
  }): readonly Alert[]
  /** Once in every way. */
  test(): Promise<
    readonly {
      readonly way: string
      readonly ok: boolean
      readonly detail: string | null
      readonly ms: number
    }[]
  >
}

/** `/api/alerts`: what is wrong, and whether the owner hears of it. */
export function alerts(owned: OwnedAlerts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/alerts',
      access: 'owner',
      handle(call) {
        const { state = null, language, limit, cursor } = call.query(AlertsQuery)
        const page = owned.list({ state, before: placeOf(cursor), limit: limit + 1 })
        const shown = page.slice(0, limit)
        const last = shown.at(-1)
        call.answer(200, {
          alerts: shown.map(alert => alertJson(alert, language)),
          next_cursor: page.length > limit && last ? String(last.id) : null,
        })
      },
    },
    {
      method: 'POST',
      path: '/api/alerts/test',
      access: 'owner',
      async handle(call) {
        call.answer(200, { ways: await owned.test() })
      },
    },
  ]
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  const detail = 'cursor: the next_cursor of a page is expected'
  throw new FaultError({ code: 'request.malformed', detail, param: 'cursor' })
}

function alertJson(alert: Alert, language: Language): ListedAlert {
  const { id, subject, severity, facts, openedAt, toldAt, recoveredAt } = alert
  return {
    id: String(id),
    rule: facts.rule,
    subject,
    name: alertName(facts),
    severity,
    state: recoveredAt === null ? 'open' : 'recovered',
    message: alertText(alert, language),
    opened_at: timeText(openedAt),
    told_at: toldAt === null ? null : timeText(toldAt),
    recovered_at: recoveredAt === null ? null : timeText(recoveredAt),
  }
}

function timeText(at: number): string {
  return new Date(at).toISOString()
}
