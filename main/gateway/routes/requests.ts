import { FaultError } from '#contract/fault'
import { RequestsQuery } from '#contract/http/requests'
import type { FeedEvent } from '#contract/model/event'
import type { RequestContents, RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import type { RequestTrail, WorkerMoment } from '#contract/model/request-trail'
import type { ProviderName } from '#contract/wire/health'
import type { Route } from '../route.ts'
import { eventJson } from './events.ts'

interface HistoryEntry extends RequestEntry {
  /** Its place in the history: the newer, the higher. */
  readonly id: number
}

interface UnkeptRequests {
  readonly requests: number
  readonly firstAt: number
  readonly lastAt: number
  readonly isGoingOn: boolean
  readonly why: 'full' | 'locked' | 'other'
}

/** The part of the history that these routes read. */
export interface ReadHistory {
  /** The next below `before`, and where to look on; null at the end. */
  page(
    query: {
      readonly app: string | null
      readonly model: string | null
      readonly worker: string | null
      readonly provider: ProviderName | null
      readonly outcome: RequestOutcome | null
      readonly search: string
      readonly limit: number
    },
    before: number,
  ): Promise<{ readonly rows: readonly HistoryEntry[]; readonly next: number | null }>
  /** Null when all were kept. */
  unkept(): UnkeptRequests | null
  /** What happened in that time, the oldest first. */
  around(from: number, to: number): readonly FeedEvent[]
  find(id: string): Promise<{
    readonly row: HistoryEntry
    readonly contents: RequestContents | null
  } | null>
}

const aroundBeforeMs = 120_000
const aroundAfterMs = 30_000

/** `/api/requests`: what became of each request. */
export function requests(history: ReadHistory): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/requests',
      access: 'owner',
      async handle(call) {
        const { app, model, worker, provider, outcome, search, limit, cursor } =
          call.query(RequestsQuery)
        const query = {
          app: app ?? null,
          model: model ?? null,
          worker: worker ?? null,
          provider: provider ?? null,
          outcome: outcome ?? null,
          search: search ?? '',
          limit,
        }
        const { rows, next } = await history.page(query, placeOf(cursor))
        call.answer(200, {
          requests: rows.map(entryJson),
          next_cursor: next === null ? null : String(next),
          unkept: unkeptJson(history.unkept()),
        })
      },
    },
    {
      method: 'GET',
      path: '/api/requests/*/around',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/requests/').replace(/\/around$/, '')
        const found = await history.find(id)
        if (!found) throw new FaultError({ code: 'request.unknown', id })
        const { at, latencyMs } = found.row
        const from = at - aroundBeforeMs
        const to = at + latencyMs + aroundAfterMs
        call.answer(200, {
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          events: history.around(from, to).map(eventJson),
        })
      },
    },
    {
      method: 'GET',
      path: '/api/requests/*',
      access: 'owner',
      async handle(call) {
        const id = call.rest('/api/requests/')
        const found = await history.find(id)
        if (!found) throw new FaultError({ code: 'request.unknown', id })
        call.answer(200, {
          ...entryJson(found.row),
          ...trailJson(found.row),
          contents: found.contents,
        })
      },
    },
  ]
}

/** In the form of the API, for metrics too. */
export function unkeptJson(unkept: UnkeptRequests | null) {
  return (
    unkept && {
      requests: unkept.requests,
      first_at: new Date(unkept.firstAt).toISOString(),
      last_at: new Date(unkept.lastAt).toISOString(),
      going_on: unkept.isGoingOn,
      why: unkept.why,
    }
  )
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  const detail = 'cursor: the next_cursor of a page is expected'
  throw new FaultError({ code: 'request.malformed', detail, param: 'cursor' })
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}

function entryJson(entry: HistoryEntry) {
  const { tokens } = entry
  return {
    id: String(entry.id),
    request_id: entry.requestId,
    at: new Date(entry.at).toISOString(),
    app: entry.appId,
    route: entry.route,
    model_asked: entry.modelAsked,
    model: entry.model,
    worker_id: entry.workerId,
    provider: entry.provider,
    attempts: entry.attempts,
    first_token_ms: entry.firstTokenMs === null ? null : tenths(entry.firstTokenMs),
    latency_ms: tenths(entry.latencyMs),
    prompt_tokens: tokens?.prompt ?? null,
    completion_tokens: tokens?.completion ?? null,
    cached_tokens: tokens?.cached ?? null,
    reasoning_tokens: tokens?.reasoning ?? null,
    cost_usd: entry.costUsd,
    cache_hit: entry.isCacheHit,
    outcome: entry.outcome,
    status: entry.status,
    error_code: entry.errorCode,
  }
}

/** Of one that was served at once by its only attempt the entry itself says all. */
function trailJson(entry: HistoryEntry) {
  const trail = entry.trail ?? plainTrail(entry)
  return {
    waited_ms: trail && tenths(trail.waitedMs),
    attempts_detail:
      trail?.attempts.map(note => ({
        worker_id: note.workerId,
        model: note.model,
        kind: note.kind,
        began_ms: tenths(note.beganMs),
        first_token_ms: note.firstTokenMs === null ? null : tenths(note.firstTokenMs),
        ended_ms: tenths(note.endedMs),
        outcome: note.outcome,
        error_code: note.errorCode,
        detail: note.detail,
        worker_then: momentJson(note.workerThen),
      })) ?? null,
  }
}

function momentJson(then: WorkerMoment | null) {
  return (
    then && {
      cpu_usage: then.cpu,
      memory_usage: then.memory,
      disk_usage: then.disk,
      in_flight: then.inFlight,
      slots: then.slots,
    }
  )
}

function plainTrail(entry: HistoryEntry): RequestTrail | null {
  const { attempts, workerId, outcome, firstTokenMs, latencyMs } = entry
  if (attempts === 0) return { waitedMs: 0, attempts: [] }
  if (attempts !== 1 || workerId === null || outcome !== 'served') return null
  const times = { beganMs: 0, firstTokenMs, endedMs: latencyMs }
  const only = { workerId, model: entry.modelAsked, kind: 'first', outcome, ...times } as const
  return { waitedMs: 0, attempts: [{ ...only, errorCode: null, detail: null, workerThen: null }] }
}
