import type { TFunction } from 'i18next'

/** Two digits are enough to compare by; what is slower than one in ten seconds is told by the minute. */
export function rateText(t: TFunction, perSecond: number): string {
  if (perSecond === 0) return t('topology.noRate')
  const number = perSecond < 9.95 ? perSecond.toFixed(1) : String(Math.round(perSecond))
  return t('topology.rate', { number })
}

/** How thick a wire is: twice the rate is a step more. */
export function wireWidth(perSecond: number): number {
  return Math.min(6, 1.5 + Math.log2(1 + perSecond))
}
