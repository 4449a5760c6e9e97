import { unknown } from '../../i18n/figures.ts'

/** US dollars as a figure: cents where they matter, and less than a cent as such. */
export function usdText(amount: number | null, language: string): string {
  if (amount === null) return unknown
  if (amount > 0 && amount < 0.01) return '<$0.01'
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 2,
  }).format(amount)
}
