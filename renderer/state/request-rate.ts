/** Two digits are enough to compare by. */
export function rateText(rate: number): string {
  if (rate === 0) return '0'
  return rate < 0.095 ? '<0.1' : rate < 99.95 ? rate.toFixed(1) : String(Math.round(rate))
}
