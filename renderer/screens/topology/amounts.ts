/** A count that has to be short: 812 k. */
export function shortCount(count: number, language: string): string {
  return new Intl.NumberFormat(language, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(count)
}

/** Cents matter up to ten dollars. */
export function dollars(amount: number): string {
  if (amount > 0 && amount < 0.01) return '< $0.01'
  return amount < 1_000 ? `$${amount.toFixed(2)}` : `$${Math.round(amount)}`
}

/** Two decimals only where they tell something. */
export function percentText(share: number): string {
  const percent = share * 100
  if (percent === 100 || percent === 0) return String(percent)
  return percent > 99 ? (Math.floor(percent * 100) / 100).toFixed(2) : percent.toFixed(1)
}
