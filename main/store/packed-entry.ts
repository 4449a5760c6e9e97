import type { RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import type { TokenCounts } from '#contract/model/token-counts'

/** A request as it stands in the history: without the names of its fields, which would be most of it. */
export type PackedEntry = readonly [
  requestId: string,
  at: number,
  appId: string,
  route: string,
  modelAsked: string | null,
  model: string | null,
  workerId: string | null,
  attempts: number,
  firstTokenMs: number | null,
  latencyMs: number,
  tokens: readonly [prompt: number, completion: number, cached: number, reasoning: number] | null,
  costUsd: number | null,
  isCacheHit: boolean,
  outcome: RequestOutcome,
  status: number,
  errorCode: string | null,
]

export function packed(entry: RequestEntry): PackedEntry {
  const { tokens } = entry
  return [
    entry.requestId,
    entry.at,
    entry.appId,
    entry.route,
    entry.modelAsked,
    entry.model,
    entry.workerId,
    entry.attempts,
    entry.firstTokenMs,
    entry.latencyMs,
    tokens && [tokens.prompt, tokens.completion, tokens.cached, tokens.reasoning],
    entry.costUsd,
    entry.isCacheHit,
    entry.outcome,
    entry.status,
    entry.errorCode,
  ]
}

export function unpacked(entry: PackedEntry): RequestEntry {
  const [requestId, at, appId, route, modelAsked, model, workerId, attempts, ...rest] = entry
  const [firstTokenMs, latencyMs, counts, costUsd, isCacheHit, outcome, status, errorCode] = rest
  return {
    requestId,
    at,
    appId,
    route,
    modelAsked,
    model,
    workerId,
    attempts,
    firstTokenMs,
    latencyMs,
    tokens: counts && tokensOf(counts),
    costUsd,
    isCacheHit,
    outcome,
    status,
    errorCode,
  }
}

function tokensOf(counts: readonly [number, number, number, number]): TokenCounts {
  const [prompt, completion, cached, reasoning] = counts
  return { prompt, completion, cached, reasoning }
}
