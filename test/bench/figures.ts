/** Of those that are figures; NaN when none is. */
export function median(figures: readonly number[]): number {
  const sorted = figures.filter(Number.isFinite).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Of those that are figures: what others do on the machine only adds. NaN when none is. */
export function least(figures: readonly number[]): number {
  const taken = figures.filter(Number.isFinite)
  return taken.length > 0 ? Math.min(...taken) : Number.NaN
}

/** Each by the one of the same round. */
export const ratios = (figures: readonly number[], yardstick: readonly number[]) =>
  figures.map((figure, round) => figure / (yardstick[round] ?? Number.NaN))

/** Three digits or so. */
export function figureText(figure: number): string {
  if (!Number.isFinite(figure)) return '–'
  const size = Math.abs(figure)
  return figure.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

export const verdict = (figure: number, aim: number | null) =>
  aim === null || !Number.isFinite(figure) ? '' : figure <= aim ? 'ok' : 'over'
