import { z } from 'zod'

const minutesADay = 24 * 60

/** From one time of day until another, in minutes since midnight; the end may be on the next day. */
export interface QuietSpan {
  readonly from: number
  readonly until: number
}

const form = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)$/

/** `22:00-07:00`, by the clock of this computer. */
export const QuietHours = z
  .string()
  .regex(form)
  .refine(text => spanIn(text) !== null)

/** A moment, with its zone. */
export const MutedUntil = z.iso.datetime({ offset: true })

/** Null where the text names no span; one that ends where it begins is none. */
export function spanIn(text: string): QuietSpan | null {
  const [, fromHour, fromMinute, untilHour, untilMinute] = form.exec(text.trim()) ?? []
  if (untilMinute === undefined) return null
  const from = Number(fromHour) * 60 + Number(fromMinute)
  const until = Number(untilHour) * 60 + Number(untilMinute)
  return from === until ? null : { from, until }
}

export interface QuietRules {
  readonly hours: string | null
  /** What is critical is shown in quiet hours. */
  readonly passesCritical: boolean
  readonly mutedUntil: string | null
}

/** Whether nothing may be shown now. Who mutes wants to hear nothing, be it critical. */
export function isQuiet(rules: QuietRules, at: number, isCritical: boolean): boolean {
  if (rules.mutedUntil !== null && at < Date.parse(rules.mutedUntil)) return true
  const span = rules.hours === null ? null : spanIn(rules.hours)
  if (span === null || (isCritical && rules.passesCritical)) return false
  return isWithin(span, minuteOfDay(at))
}

/** The next time that the clock of this computer shows this minute of the day. */
export function nextTimeAt(minute: number, after: number): number {
  const next = new Date(after)
  next.setHours(Math.floor(minute / 60), minute % 60, 0, 0)
  if (next.getTime() <= after) next.setDate(next.getDate() + 1)
  return next.getTime()
}

function isWithin({ from, until }: QuietSpan, minute: number): boolean {
  const length = (until - from + minutesADay) % minutesADay
  return (minute - from + minutesADay) % minutesADay < length
}

function minuteOfDay(at: number): number {
  const date = new Date(at)
  return date.getHours() * 60 + date.getMinutes()
}
