/** The first day of its month by the clock of this computer, as the API takes days. */
export function firstOfMonth(now: Date): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-01`
}
