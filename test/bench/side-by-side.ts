import { figureText, least, median, verdict } from './figures.ts'
import type { Series, Taken } from './rounds.ts'
import { bareProxy, bareWorker, rootNode } from './subjects/open-subjects.ts'
import type { Candidate, Subject } from './subjects/subject.ts'
import { table } from './table.ts'

/** One line a figure, one column a subject; ours beside its aim. */
export function printSideBySide(
  candidates: readonly Candidate[],
  { series, failures }: Taken,
  rounds: number,
): void {
  const names = candidates.map(nameOf)
  const rows = (pick: Pick) => series.map(each => rowOf(each, names, pick))
  const head = (title: string) => [title, ...names, 'ratio', 'aim', '']
  const memory = memoryRow(candidates, names)
  console.log(table(head(`medians of ${rounds} rounds`), [...rows(median), memory]))
  console.log(`\n${table(head(`quietest of ${rounds} rounds`), rows(least))}`)
  console.log(
    `\nratio: root node to ${bareProxy}, median of the rounds' own; "added": to the ${bareWorker}, whose own figure is shown`,
  )
  for (const candidate of candidates)
    if (candidate.kind === 'missing') console.log(`${candidate.name}: ${candidate.why}`)
  for (const failure of failures) console.log(`failed: ${failure}`)
  const ours = [bareWorker, bareProxy, rootNode]
  if (failures.some(text => ours.some(name => text.startsWith(`${name},`)))) process.exitCode = 1
}

type Pick = (figures: readonly number[]) => number

function rowOf(
  { row, figures, ratios }: Series,
  names: readonly string[],
  pick: Pick,
): readonly string[] {
  const figureOf = (name: string) => pick(figures.get(name) ?? [])
  const isRatioTold = row.hasRatio && pick === median
  const ratio = isRatioTold ? figureText(median(ratios.get(rootNode) ?? [])) : ''
  return [
    row.title,
    ...names.map(name => figureText(figureOf(name))),
    ratio,
    ...aimCells(figureOf(rootNode), row.aim),
  ]
}

function memoryRow(candidates: readonly Candidate[], names: readonly string[]): readonly string[] {
  const held = new Map(
    candidates.flatMap(each =>
      each.kind === 'here' ? [[each.subject.name, memoryOf(each.subject)]] : [],
    ),
  )
  const figure = (name: string) => held.get(name) ?? Number.NaN
  return [
    'RSS after all of this, MiB',
    ...names.map(name => figureText(figure(name))),
    '',
    ...aimCells(figure(rootNode), 120),
  ]
}

const memoryOf = ({ process }: Subject) => process.rssMiB()

const nameOf = (candidate: Candidate) =>
  candidate.kind === 'here' ? candidate.subject.name : candidate.name

const aimCells = (figure: number, aim: number | null) => [
  aim === null ? '' : `≤ ${aim}`,
  verdict(figure, aim),
]
