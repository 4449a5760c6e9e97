import type { TFunction } from 'i18next'
import { kindOf } from '#contract/model/log-line'

/** With its day where that is not today's. */
export function clockText(at: number, now: number): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  if (date.toDateString() !== new Date(now).toDateString()) {
    return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock}`
  }
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** Whole, for where there is room. */
export function wholeTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    ...{ year: 'numeric', month: 'short', day: 'numeric', hourCycle: 'h23' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  }).format(at)
}

/** A worker is known by its name, a deployment by the beginning of its id. */
export function sourceName(t: TFunction, source: string): string {
  const kind = kindOf(source)
  const id = source.slice(kind.length + 1)
  if (kind === 'worker' && id !== '') return id
  if (kind === 'deployment' && id !== '') return `${t('logs.source.deployment')} ${id.slice(0, 6)}`
  return t(`logs.source.${kind}`)
}
