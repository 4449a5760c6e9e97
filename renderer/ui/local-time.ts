/** As `<input type="datetime-local">` wants it, to the minute and in the time of this place. */
export function localTimeText(moment: number): string {
  const date = new Date(moment)
  const two = (number: number) => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Null for what is no whole date and time. */
export function momentOfLocalTime(text: string): number | null {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null
  const moment = new Date(text).getTime()
  return Number.isNaN(moment) ? null : moment
}

/** How far this place is from Greenwich at that moment, such as GMT+8: summer time counts. */
export function zoneText(moment: number, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset' }).formatToParts(
    moment,
  )
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}
