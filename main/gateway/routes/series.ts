import { FaultError } from '#contract/fault'
import { SeriesQuery } from '#contract/http/series'
import type { SeriesQuery as Query, Series } from '#contract/model/series'
import type { Route } from '../route.ts'

/** The part of the history that this route reads. */
export interface SeriesSource {
  /** Resolves to what was over when it was asked. */
  series(query: Query): Promise<Series>
  appName(appId: string): string | null
}

const usualMs = 3_600_000
const usualSteps = 120
const mostSteps = 500
/** A month, and the day that clocks or the calendar may add. */
const longestMs = 32 * 86_400_000

/** `GET /api/metrics/series`: load, times, tokens and cost over a time, step by step. */
export function series(source: SeriesSource, now: () => number = Date.now): Route {
  return {
    method: 'GET',
    path: '/api/metrics/series',
    access: 'owner',
    async handle(call) {
      const asked = call.query(SeriesQuery)
      const query = queryOf(asked, now())
      const { total, before, columns, groups, countedFrom } = await source.series(query)
      call.answer(200, {
        by: query.by,
        from: new Date(query.from).toISOString(),
        to: new Date(query.to).toISOString(),
        step: query.stepMs / 1_000,
        total,
        before,
        columns,
        groups: groups.map(group => ({
          key: group.key,
          name: query.by === 'app' && group.key !== null ? source.appName(group.key) : null,
          total: group.total,
          columns: group.columns,
        })),
        counted_from: countedFrom === null ? null : new Date(countedFrom).toISOString(),
      })
    },
  }
}

/** Begins on a whole step, so that asking again a little later tells the same of what is past. */
function queryOf(asked: ReturnType<typeof SeriesQuery.parse>, now: number): Query {
  const to = asked.to === undefined ? now : Date.parse(asked.to)
  const from = asked.from === undefined ? to - usualMs : Date.parse(asked.from)
  if (from >= to) throw malformed('from', 'it has to be before to')
  if (to - from > longestMs) throw malformed('from', 'at most 32 days are told at once')
  const stepMs = (asked.step ?? usualStep((to - from) / 1_000)) * 1_000
  if ((to - from) / stepMs > mostSteps) throw malformed('step', `more than ${mostSteps} steps`)
  const { by, most, before: withBefore, worker, provider, model, app } = asked
  const only = {
    ...{ worker: worker ?? null, provider: provider ?? null },
    ...{ model: model ?? null, app: app ?? null },
  }
  return { by, only, from: Math.floor(from / stepMs) * stepMs, to, stepMs, most, withBefore }
}

const roundSteps = [1, 5, 10, 15, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400]

function usualStep(seconds: number): number {
  return roundSteps.find(step => seconds / step <= usualSteps) ?? 86_400
}

function malformed(param: string, why: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail: `${param}: ${why}`, param })
}
