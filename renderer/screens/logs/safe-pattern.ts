import type { SearchProblem, Span } from './log-filter.ts'

export interface SafePattern {
  /** Null until a line shows that it is too slow. */
  readonly problem: SearchProblem | null
  isIn(text: string): boolean
  spans(text: string): readonly Span[]
}

/** Beyond it a text is not looked at by patterns. */
const mostLooked = 1_000
const mostSpans = 20
/** One line that takes longer shows that the pattern is no good for many. */
const mostMs = 30
const mostRepeats = 2

/**
 * A pattern between slashes that cannot hold the window up: no repeat in a repeat, no look-around, no
 * reference back, at most two that repeat without end, and a text no longer than that. One that is
 * slow all the same is given up at the first line that shows it.
 */
export function safePattern(search: string): SafePattern {
  const [, source = '', flags = ''] = /^\/(.+)\/([imsu]*)$/s.exec(search) ?? []
  let pattern: RegExp
  try {
    pattern = new RegExp(source, `${[...new Set(`${flags}i`)].join('')}g`)
  } catch {
    return unused('unreadable')
  }
  if (isCostly(source)) return unused('too-costly')
  let isGivenUp = false

  function isIn(text: string): boolean {
    if (isGivenUp) return true
    const since = performance.now()
    pattern.lastIndex = 0
    const isFound = pattern.test(text.slice(0, mostLooked))
    isGivenUp = performance.now() - since > mostMs
    return isFound
  }

  function spans(text: string): readonly Span[] {
    if (isGivenUp || !isIn(text)) return []
    const found: Span[] = []
    pattern.lastIndex = 0
    for (const match of text.slice(0, mostLooked).matchAll(pattern)) {
      if (match[0] !== '') found.push([match.index, match.index + match[0].length])
      if (found.length >= mostSpans) break
    }
    return found
  }

  return {
    get problem() {
      return isGivenUp ? 'too-costly' : null
    },
    isIn,
    spans,
  }
}

/** Whether the time that it takes may grow faster than with the cube of the text. */
export function isCostly(source: string): boolean {
  const bare = source.replaceAll(/\\[^1-9k]/g, 'x').replaceAll(/\[(?:[^\]\\]|\\.)*\]/g, 'x')
  if (/\\[1-9k]|\(\?[=!<]/.test(bare)) return true
  if (/\{\d{3,}|,\d{3,}\}/.test(bare)) return true
  const repeats = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0
  return repeats > mostRepeats || /\)[*+{]/.test(bare)
}

/** Filters nothing. */
function unused(problem: SearchProblem): SafePattern {
  return { problem, isIn: () => true, spans: () => [] }
}
