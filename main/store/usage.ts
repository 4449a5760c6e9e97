import type { RequestEntry } from '#contract/model/request-entry'
import { addedUsage, type UsageKey, type UsageSum } from '#contract/model/usage'
import type { ReadDb, WriteDb } from './connection.ts'

export interface UsageQuery {
  readonly by: UsageKey
  /** Days as YYYY-MM-DD, both counted in. */
  readonly from: string
  readonly to: string
}

export interface UsageRow extends UsageSum {
  readonly key: string
}

export interface SpentRecord {
  readonly appId: string
  readonly tokensToday: number
  readonly usdThisMonth: number
}

const columns = { app: 'app_id', model: 'model', worker: 'worker_id', day: 'day' } as const

export function sumUsage(db: ReadDb, { by, from, to }: UsageQuery): readonly UsageRow[] {
  return db
    .prepare<[string, string], UsageRow>(
      `SELECT ${columns[by]} AS key, sum(requests) AS requests, sum(failed) AS failed,
         sum(prompt_tokens) AS promptTokens, sum(completion_tokens) AS completionTokens,
         sum(cached_tokens) AS cachedTokens, sum(reasoning_tokens) AS reasoningTokens,
         sum(cost_usd) AS costUsd, sum(unpriced) AS unpriced
       FROM usage_days WHERE day BETWEEN ? AND ? GROUP BY key ORDER BY key`,
    )
    .all(from, to)
}

/** What each app used on this day, and in the month that the day is in. */
export function listSpent(db: ReadDb, day: string): readonly SpentRecord[] {
  const month = day.slice(0, 7)
  return db
    .prepare<[string, string, string], SpentRecord>(
      `SELECT app_id AS appId,
         sum(iif(day = ?, prompt_tokens + completion_tokens, 0)) AS tokensToday,
         sum(cost_usd) AS usdThisMonth
       FROM usage_days WHERE day BETWEEN ? AND ? GROUP BY app_id`,
    )
    .all(day, `${month}-01`, `${month}-31`)
}

/** A request with the day that it is counted on. */
interface UsedRow {
  readonly day: string
  readonly entry: RequestEntry
}

/** What is added to the accounts of a day. */
export interface UsageRecord {
  readonly day: string
  readonly appId: string
  readonly model: string
  readonly workerId: string
  readonly sum: UsageSum
}

/** Summed up before it is written: most of what comes together is of one app, model and worker. */
export function usageOf(rows: readonly UsedRow[]): readonly UsageRecord[] {
  const records = new Map<string, UsageRecord>()
  for (const { day, entry } of rows) {
    const record = recordOf(day, entry)
    const name = `${day} ${record.appId} ${record.workerId} ${record.model}`
    const known = records.get(name)
    records.set(name, known ? { ...known, sum: addedUsage(known.sum, record.sum) } : record)
  }
  return [...records.values()]
}

function recordOf(day: string, entry: RequestEntry): UsageRecord {
  // What a client asked for in vain is not a model: names without end must not fill the accounts.
  const model = entry.model ?? (entry.outcome === 'served' ? entry.modelAsked : null) ?? ''
  return { day, appId: entry.appId, model, workerId: entry.workerId ?? '', sum: sumOf(entry) }
}

function sumOf({ outcome, tokens, costUsd }: RequestEntry): UsageSum {
  return {
    requests: 1,
    failed: outcome === 'failed' || outcome === 'refused' ? 1 : 0,
    promptTokens: tokens?.prompt ?? 0,
    completionTokens: tokens?.completion ?? 0,
    cachedTokens: tokens?.cached ?? 0,
    reasoningTokens: tokens?.reasoning ?? 0,
    costUsd: costUsd ?? 0,
    unpriced: outcome === 'served' && costUsd === null ? 1 : 0,
  }
}

export function addUsage(db: WriteDb, records: readonly UsageRecord[]): void {
  const add = db.prepare<(string | number)[]>(
    `INSERT INTO usage_days (day, app_id, model, worker_id, requests, failed, prompt_tokens,
       completion_tokens, cached_tokens, reasoning_tokens, cost_usd, unpriced)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (day, app_id, model, worker_id) DO UPDATE SET
       requests = requests + excluded.requests,
       failed = failed + excluded.failed,
       prompt_tokens = prompt_tokens + excluded.prompt_tokens,
       completion_tokens = completion_tokens + excluded.completion_tokens,
       cached_tokens = cached_tokens + excluded.cached_tokens,
       reasoning_tokens = reasoning_tokens + excluded.reasoning_tokens,
       cost_usd = cost_usd + excluded.cost_usd,
       unpriced = unpriced + excluded.unpriced`,
  )
  for (const { day, appId, model, workerId, sum } of records) {
    add.run(
      ...[day, appId, model, workerId, sum.requests, sum.failed, sum.promptTokens],
      ...[sum.completionTokens, sum.cachedTokens, sum.reasoningTokens, sum.costUsd, sum.unpriced],
    )
  }
}
