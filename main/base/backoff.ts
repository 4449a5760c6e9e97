interface BackoffLimits {
  readonly firstMs: number
  readonly mostMs: number
}

/** Doubles from `firstMs` to `mostMs`; the last quarter is random, so that many do not wake together. */
export function backoffMs(attempt: number, { firstMs, mostMs }: BackoffLimits): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30))
  return Math.round(whole * (0.75 + Math.random() * 0.25))
}
