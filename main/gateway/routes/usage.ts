import { FaultError } from '#contract/fault'
import { UsageQuery } from '#contract/http/usage'
import { addedUsage, type UsageKey, type UsageSum } from '#contract/model/usage'
import { localDay } from '../../base/local-day.ts'
import type { Route } from '../route.ts'

/** The part of the accounts that this route reads. */
export interface Accounts {
  /** Days are both counted in. Resolves to what was over when it was asked. */
  usage(query: {
    readonly by: UsageKey
    readonly from: string
    readonly to: string
  }): Promise<readonly (UsageSum & { readonly key: string })[]>
  appName(appId: string): string | null
}

const usualDays = 30

/** `GET /api/usage`: what was used, summed up by app, model, worker or day. */
export function usage(accounts: Accounts): Route {
  return {
    method: 'GET',
    path: '/api/usage',
    access: 'owner',
    async handle(call) {
      const asked = call.query(UsageQuery)
      const { by, to = localDay(Date.now()) } = asked
      const from = asked.from ?? daysBefore(to, usualDays - 1)
      if (from > to) {
        const detail = `from: ${from} is after ${to}`
        throw new FaultError({ code: 'request.malformed', detail, param: 'from' })
      }
      const rows = await accounts.usage({ by, from, to })
      call.answer(200, {
        by,
        from,
        to,
        total: sumJson(rows.reduce(addedUsage, nothing)),
        rows: rows.map(row => ({
          key: row.key,
          name: by === 'app' ? accounts.appName(row.key) : null,
          ...sumJson(row),
        })),
      })
    },
  }
}

/** Reckoned at noon, so that no change of the clocks moves the day. */
function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00`)
  date.setDate(date.getDate() - days)
  return localDay(date.getTime())
}

const nothing: UsageSum = {
  requests: 0,
  failed: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  reasoningTokens: 0,
  costUsd: 0,
  unpriced: 0,
}

function sumJson(sum: UsageSum) {
  return {
    requests: sum.requests,
    failed: sum.failed,
    prompt_tokens: sum.promptTokens,
    completion_tokens: sum.completionTokens,
    cached_tokens: sum.cachedTokens,
    reasoning_tokens: sum.reasoningTokens,
    cost_usd: sum.costUsd,
    unpriced: sum.unpriced,
  }
}
