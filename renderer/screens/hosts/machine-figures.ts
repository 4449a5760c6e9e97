/** Bytes as gigabytes, two significant digits below 10: more is not told apart. */
export function gigabytes(bytes: number): string {
  const amount = bytes / 1e9
  return amount < 9.95 ? String(Number(amount.toFixed(1))) : String(Math.round(amount))
}

export function megabytes(bytes: number): string {
  return String(Math.round(bytes / 1e6))
}

/** How far something is, in percent; 0 where nothing is known of the whole. */
export function percentOf(done: number, total: number): number {
  return total > 0 ? Math.min(100, Math.round((done / total) * 100)) : 0
}
