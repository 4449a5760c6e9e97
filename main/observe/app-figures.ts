import type { RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import { BoundedSeries } from './bounded-series.ts'

export interface SpentByApp {
  readonly requests: Record<RequestOutcome, number>
  inputTokens: number
  outputTokens: number
  dollars: number
  cacheHits: number
}

const mostApps = 100

/** Counts for each app what it asked and what that took, for Prometheus. */
export class AppFigures {
  /** Label: the app's id. */
  readonly apps = new BoundedSeries<SpentByApp>(mostApps, () => ({
    requests: { served: 0, failed: 0, cancelled: 0, refused: 0 },
    inputTokens: 0,
    outputTokens: 0,
    dollars: 0,
    cacheHits: 0,
  }))

  record({ appId, outcome, tokens, costUsd, isCacheHit }: RequestEntry): void {
    const spent = this.apps.at([appId], [])
    spent.requests[outcome]++
    spent.inputTokens += tokens?.prompt ?? 0
    spent.outputTokens += tokens?.completion ?? 0
    spent.dollars += costUsd ?? 0
    if (isCacheHit) spent.cacheHits++
  }
}
