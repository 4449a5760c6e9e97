import { Router, type RouterOptions } from '#main/routing/router'

/** A router that asks the workers in their order. */
export function aRouter(
  options: Pick<RouterOptions, 'fleet'> & Partial<RouterOptions>,
  timeoutMs = 1_000,
): Router {
  return new Router({
    strategy: 'round-robin',
    modelStrategies: new Map(),
    aliases: new Map(),
    maxRetries: 3,
    limits: { firstTokenMs: timeoutMs, chunkMs: timeoutMs, wholeMs: timeoutMs, waitMs: timeoutMs },
    onCut: 'error',
    isHedging: false,
    onRecord: () => {},
    ...options,
  })
}
