/** How far back one looks, how finely, and how often it is read again. */
export const ranges = [
  { id: '15m', ms: 900_000, stepSeconds: 10, everyMs: 10_000 },
  { id: '1h', ms: 3_600_000, stepSeconds: 30, everyMs: 15_000 },
  { id: '6h', ms: 21_600_000, stepSeconds: 300, everyMs: 30_000 },
  { id: '24h', ms: 86_400_000, stepSeconds: 900, everyMs: 60_000 },
  { id: '7d', ms: 604_800_000, stepSeconds: 7_200, everyMs: 120_000 },
  { id: '30d', ms: 2_592_000_000, stepSeconds: 21_600, everyMs: 300_000 },
] as const

export type Range = (typeof ranges)[number]
export type RangeId = Range['id']

export function rangeOf(id: RangeId): Range {
  return ranges.find(range => range.id === id) ?? ranges[1]
}
