import { ratios } from './figures.ts'
import type { Measure, Row } from './measures/measure.ts'
import { bareProxy, bareWorker } from './subjects/open-subjects.ts'
import type { Subject } from './subjects/subject.ts'

/** The figures of one row, by subject, one a round; NaN where it could not be taken. */
export interface Series {
  readonly row: Row
  readonly figures: ReadonlyMap<string, readonly number[]>
  /** To the bare Node proxy in the same round, so that a machine that is busy at times does not bend them. */
  readonly ratios: ReadonlyMap<string, readonly number[]>
}

export interface Taken {
  readonly series: readonly Series[]
  readonly failures: readonly string[]
}

type RawFigures = Map<Row, Map<string, number[]>>

/** Every measure of every subject, then again: what disturbs a round disturbs all of them. */
export async function takeRounds(
  measures: readonly Measure[],
  subjects: readonly Subject[],
  rounds: number,
  say: (line: string) => void,
): Promise<Taken> {
  const raw: RawFigures = new Map()
  const failures: string[] = []
  for (let round = 1; round <= rounds; round++) {
    for (const measure of measures) {
      for (const subject of subjects) {
        say(`round ${round} of ${rounds}: ${measure.name}, ${subject.name}`)
        const figures = await measure.take(subject).catch((error: unknown) => {
          failures.push(`${subject.name}, ${measure.name}: ${String(error)}`)
          return []
        })
        keep(raw, measure, subject.name, figures)
      }
    }
  }
  return { series: [...raw].map(([row, figures]) => seriesOf(row, figures)), failures }
}

function keep(raw: RawFigures, measure: Measure, name: string, taken: readonly number[]): void {
  measure.rows.forEach((row, index) => {
    const bySubject = raw.get(row) ?? new Map<string, number[]>()
    raw.set(row, bySubject)
    bySubject.set(name, [...(bySubject.get(name) ?? []), taken[index] ?? Number.NaN])
  })
}

function seriesOf(row: Row, raw: ReadonlyMap<string, readonly number[]>): Series {
  const own = raw.get(bareWorker) ?? []
  const added = (name: string, figures: readonly number[]) =>
    row.isAdded && name !== bareWorker
      ? figures.map((figure, round) => Math.max(0, figure - (own[round] ?? Number.NaN)))
      : figures
  const figures = new Map([...raw].map(([name, list]) => [name, added(name, list)]))
  const yardstick = figures.get(bareProxy) ?? []
  const toProxy = new Map([...figures].map(([name, list]) => [name, ratios(list, yardstick)]))
  return { row, figures, ratios: toProxy }
}
