import { setImmediate } from 'node:timers/promises'
import type { LogsPage, LogsQuery } from '#contract/http/logs'
import { isAtLeast, isOfSources, type LogLine } from '#contract/model/log-line'
import type { LogPart } from './log-part.ts'

/** So many are looked at for one page; what is not found among them is looked for by the next one. */
const mostLooked = 60_000
/** Between two turns of others on the event loop. */
const turnMs = 2

/** One page of what all parts hold, the newest first. Every line is scrubbed once more: a secret may have become known after it was written. */
export async function readLogs(
  parts: readonly LogPart[],
  query: LogsQuery,
  scrub: (text: string) => string,
  signal: AbortSignal,
): Promise<LogsPage> {
  const { at: from, skipped } = placeOf(query.before)
  const isWanted = filterOf(query)
  const lines: LogLine[] = []
  let looked = 0
  /** Of the line that was looked at last, and how many of the same time were before it. */
  let last = { at: from, count: 0 }
  let turnSince = performance.now()
  const merged = newestFirst(parts, from, signal)
  for await (const line of merged) {
    if (line.at < query.after) return { lines, next_before: null }
    last = { at: line.at, count: line.at === last.at ? last.count + 1 : 1 }
    if (line.at === from && last.count <= skipped) continue
    looked += 1
    if (isWanted(line)) lines.push(scrubbed(line, scrub))
    if (lines.length >= query.limit || looked >= mostLooked) {
      return { lines, next_before: `${last.at}.${last.count}` }
    }
    if (performance.now() - turnSince > turnMs) {
      await setImmediate()
      turnSince = performance.now()
    }
  }
  return { lines, next_before: null }
}

/** A time, and how many lines of that very millisecond were given already. */
function placeOf(before: string | undefined): { readonly at: number; readonly skipped: number } {
  if (before === undefined) return { at: Number.MAX_SAFE_INTEGER, skipped: 0 }
  const [at = '0', skipped = '0'] = before.split('.')
  return { at: Number(at), skipped: Number(skipped) }
}

function filterOf({ sources, level, search }: LogsQuery): (line: LogLine) => boolean {
  const wanted = sources.split(',').filter(source => source !== '')
  const needle = search.toLowerCase()
  return line =>
    isAtLeast(line.level, level) &&
    isOfSources(line.source, wanted) &&
    (needle === '' ||
      line.text.toLowerCase().includes(needle) ||
      line.source.toLowerCase().includes(needle) ||
      JSON.stringify(line.fields).toLowerCase().includes(needle))
}

/** A part is opened only when its newest line may be the next one. */
async function* newestFirst(
  parts: readonly LogPart[],
  at: number,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const closed = parts.toSorted((a, b) => b.newestAt - a.newestAt)
  const open: { line: LogLine; readonly rest: AsyncGenerator<LogLine> }[] = []
  const next = async (rest: AsyncGenerator<LogLine>) => {
    const { value, done } = await rest.next()
    if (!done) open.push({ line: value, rest })
  }
  try {
    for (;;) {
      open.sort((a, b) => b.line.at - a.line.at)
      const [first] = open
      const [part] = closed
      if (part && (!first || part.newestAt >= first.line.at)) {
        closed.shift()
        await next(part.lines(at, signal))
        continue
      }
      if (!first) return
      yield first.line
      open.shift()
      await next(first.rest)
    }
  } finally {
    await Promise.all(open.map(({ rest }) => rest.return(undefined)))
  }
}

/** As JSON, in which secrets are known as well; never a line that the scrubbing broke. */
export function scrubbed(line: LogLine, scrub: (text: string) => string): LogLine {
  const text = JSON.stringify(line)
  const clean = scrub(text)
  if (clean === text) return line
  try {
    // Sound: only texts inside of it were replaced.
    return JSON.parse(clean) as LogLine
  } catch {
    return { ...line, text: '[secret]', fields: {} }
  }
}
