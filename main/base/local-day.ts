let known = { day: '', from: 0, until: 0 }

/** The day here, as YYYY-MM-DD. Limits and accounts go by the day of whoever sits at the computer. */
export function localDay(at: number): string {
  // Asked with every request, and nearly always of the same day.
  if (at < known.from || at >= known.until) known = dayOf(at)
  return known.day
}

function dayOf(at: number) {
  const date = new Date(at)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  const two = (figure: number) => String(figure).padStart(2, '0')
  return {
    day: `${year}-${two(month + 1)}-${two(day)}`,
    from: new Date(year, month, day).getTime(),
    until: nextMidnight(at),
  }
}

/** When the day after this one begins, in milliseconds since 1970. */
export function nextMidnight(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}

/** When the month after this one begins. */
export function nextMonth(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime()
}
