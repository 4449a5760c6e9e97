/** What usage can be summed up by. */
export const usageKeys = ['app', 'model', 'worker', 'day'] as const
export type UsageKey = (typeof usageKeys)[number]

/** What several requests used together. */
export interface UsageSum {
  readonly requests: number
  readonly failed: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly cachedTokens: number
  readonly reasoningTokens: number
  readonly costUsd: number
  /** Those served whose cost nobody knows. */
  readonly unpriced: number
}

export function addedUsage(a: UsageSum, b: UsageSum): UsageSum {
  return {
    requests: a.requests + b.requests,
    failed: a.failed + b.failed,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    costUsd: a.costUsd + b.costUsd,
    unpriced: a.unpriced + b.unpriced,
  }
}
