/** How much more or less than before, in whole percent; null where that says nothing. */
export function changePercent(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null
  const percent = Math.round(((now - before) / before) * 100)
  return Math.abs(percent) > 999 ? null : percent
}

export function signed(percent: number): string {
  return percent > 0 ? `+${percent} %` : percent < 0 ? `−${-percent} %` : '±0 %'
}
