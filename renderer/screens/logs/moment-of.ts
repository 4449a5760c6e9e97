/** Of a day and a clock as the inputs of a page give them, in the time of this place; null for what is none. */
export function momentOf(day: string, clock: string): number | null {
  const moment = new Date(`${day}T${clock}`).getTime()
  return Number.isNaN(moment) ? null : moment
}

/** Such as 2026-01-02, here and not in Greenwich. */
export function localDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
