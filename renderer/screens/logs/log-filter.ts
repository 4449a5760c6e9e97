import { isAtLeast, isOfSources, type LogLine, type LogLineLevel } from '#contract/model/log-line'
import { type SafePattern, safePattern } from './safe-pattern.ts'

export interface LogFilter {
  readonly level: LogLineLevel
  /** None means all. */
  readonly sources: readonly string[]
  /** Plain, or a pattern between slashes. */
  readonly search: string
}

export const everyLine: LogFilter = { level: 'info', sources: [], search: '' }

/** From which character to which. */
export type Span = readonly [from: number, to: number]

export type SearchProblem = 'unreadable' | 'too-costly'

export interface Matcher {
  readonly problem: SearchProblem | null
  isWanted(line: LogLine): boolean
  /** What is found in a text, to be shown. */
  spans(text: string): readonly Span[]
}

const mostSpans = 20

export function matcherOf({ level, sources, search }: LogFilter): Matcher {
  const found = finderOf(search)
  const isWanted = (line: LogLine) =>
    isAtLeast(line.level, level) &&
    isOfSources(line.source, sources) &&
    (search === '' || found.isIn(line.source) || found.isIn(lineText(line)))
  return {
    get problem() {
      return found.problem
    },
    isWanted,
    spans: found.spans,
  }
}

/** What the root node is asked for; it knows no patterns. */
export function queryOf({ level, sources, search }: LogFilter) {
  return { level, sources: sources.join(','), search: isPattern(search) ? '' : search }
}

export const isPattern = (search: string) => /^\/.+\/[imsu]*$/.test(search)

function finderOf(search: string): SafePattern {
  if (!isPattern(search)) return plainFinder(search.toLowerCase())
  return safePattern(search)
}

function plainFinder(needle: string): SafePattern {
  return {
    problem: null,
    isIn: text => text.toLowerCase().includes(needle),
    spans(text) {
      const spans: Span[] = []
      const low = text.toLowerCase()
      // Some letters grow when they are made small: then nothing is marked rather than the wrong thing.
      if (needle === '' || low.length !== text.length) return spans
      for (let at = low.indexOf(needle); at >= 0; at = low.indexOf(needle, at + needle.length)) {
        spans.push([at, at + needle.length])
        if (spans.length >= mostSpans) break
      }
      return spans
    },
  }
}

const texts = new WeakMap<LogLine, string>()
const longestShown = 2_000

/** A line as it is drawn and searched: what was said, then the facts in short. */
export function lineText(line: LogLine): string {
  const known = texts.get(line)
  if (known !== undefined) return known
  const facts = factsText(line)
  const text = (facts === '' ? line.text : `${line.text} ${facts}`)
    .replaceAll(/\s+/g, ' ')
    .slice(0, longestShown)
  texts.set(line, text)
  return text
}

/** What is said in another place of the line already is left out. */
function factsText({ source, fields }: LogLine): string {
  if (source === 'audit') return fieldText('detail', fields['detail'])
  const isDeployment = source.startsWith('deployment:')
  const left = isDeployment
    ? ['seq', 'kind', 'text', 'words', 'from', 'script', 'exitCode', 'durationMs', 'signal']
    : ['seq', 'type', 'subject']
  return Object.entries(fields)
    .filter(([name]) => !left.includes(name))
    .map(([name, value]) => fieldText(name, value))
    .filter(text => text !== '')
    .join(' ')
}

function fieldText(name: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') {
    const json = JSON.stringify(value)
    return json === '{}' || json === '[]' ? '' : `${name}=${json}`
  }
  const text = String(value)
  return text === '' ? '' : `${name}=${/\s/.test(text) ? JSON.stringify(text) : text}`
}
