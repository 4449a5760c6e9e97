import type { TFunction } from 'i18next'

export type TimeUnit = 'ms' | 's' | 'min' | 'h' | 'd'

/** A number with its unit apart, so that the unit can be drawn lighter. */
export interface Measure {
  readonly number: string
  readonly unit: TimeUnit
}

/** What is not known is shown so, never as 0. */
export const unknown = '–'

/** How long something took: two significant digits are enough to compare by. */
export function timeTaken(ms: number): Measure {
  if (ms > 0 && ms < 0.95) return { number: Math.max(0.1, ms).toFixed(1), unit: 'ms' }
  if (ms < 99.5) return { number: String(Math.round(ms)), unit: 'ms' }
  if (ms < 995) return { number: (ms / 1_000).toFixed(2), unit: 's' }
  if (ms < 9_950) return { number: (ms / 1_000).toFixed(1), unit: 's' }
  if (ms < 99_500) return { number: String(Math.round(ms / 1_000)), unit: 's' }
  return inUnits(ms, Math.round)
}

/** How long ago something was or how long it has been going on: the units that have passed whole, 1 at least. */
export function longTime(ms: number): Measure {
  return inUnits(ms, Math.floor)
}

/** How long until something happens, rounded up: it is never promised too early, and 0 never stands still. */
export function timeLeft(ms: number): Measure {
  return inUnits(ms, Math.ceil)
}

function inUnits(ms: number, whole: (count: number) => number): Measure {
  const seconds = Math.max(1, whole(ms / 1_000))
  if (seconds < 60) return { number: String(seconds), unit: 's' }
  const minutes = whole(ms / 60_000)
  if (minutes < 60) return { number: String(minutes), unit: 'min' }
  const hours = whole(ms / 3_600_000)
  if (hours < 48) return { number: String(hours), unit: 'h' }
  return { number: String(whole(ms / 86_400_000)), unit: 'd' }
}

export function measureText(t: TFunction, { number, unit }: Measure): string {
  return `${number} ${t(`unit.${unit}`)}`
}

export function countText(count: number, language: string): string {
  return new Intl.NumberFormat(language).format(count)
}

/** The hour for today, the day for what is older. */
export function momentText(moment: number, now: number, language: string): string {
  const date = new Date(moment)
  const isToday = date.toDateString() === new Date(now).toDateString()
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  const day: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' }
  return new Intl.DateTimeFormat(
    language,
    isToday
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : isThisYear
        ? day
        : { ...day, year: 'numeric' },
  ).format(date)
}

/** For lists of what happened: to the second, with the day where that is not today. */
export function momentToTheSecond(moment: number, language: string, now = Date.now()): string {
  const time = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(moment)
  const isToday = new Date(moment).toDateString() === new Date(now).toDateString()
  if (isToday) return time
  const day = new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric' })
  return `${day.format(moment)} ${time}`
}

/** US dollars: cents where there are any, two significant digits where it is less. */
export function costText(usd: number, language: string): string {
  const form: Intl.NumberFormatOptions =
    usd === 0 || usd >= 0.095
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }
  return `$${new Intl.NumberFormat(language, form).format(usd)}`
}

/** Many as thousands and millions; few with two significant decimals at most. */
export function compactCount(count: number, language: string): string {
  const isSmall = Math.abs(count) < 10
  return new Intl.NumberFormat(language, {
    notation: Math.abs(count) < 10_000 ? 'standard' : 'compact',
    ...(isSmall
      ? { maximumSignificantDigits: 2 }
      : { maximumFractionDigits: Math.abs(count) < 10_000 ? 0 : 1 }),
  }).format(count)
}
/** How much a file holds, in powers of a thousand as file managers say it. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 999_500) return `${significant(bytes / 1_000)} kB`
  return `${significant(bytes / 1_000_000)} MB`
}

const significant = (value: number) =>
  value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value))
