/** What usage can be summed up by. */
export const usageKeys = ['app', 'model', 'worker', 'day'] as const
export type UsageKey = (typeof usageKeys)[number]
