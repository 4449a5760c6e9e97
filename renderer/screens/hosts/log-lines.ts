import type { LogMessage } from '#contract/http/deployments'
import type { LineOrigin } from '#contract/model/deployment-log'

/** One line as it is shown; a command is a line with a mark of its own. */
export interface ShownLine {
  readonly seq: number
  readonly at: number
  readonly hostId: string
  readonly step: string
  readonly from: 'command' | 'stdout' | 'stderr' | 'banyan' | 'end'
  readonly text: string
}

/** As many as a window can hold with ease; the file has all. */
export const mostLines = 4_000

interface Entry {
  readonly seq: number
  readonly at: number
  readonly hostId: string
  readonly step: string
  readonly kind: string
  readonly words?: string
  readonly from?: ShownLine['from']
  readonly text?: string
  readonly exitCode?: number | null
}

/** Reads JSON lines; half a line at the end is left out. */
export function readLines(jsonLines: string): readonly ShownLine[] {
  const rows = jsonLines.trimEnd().split('\n').slice(-mostLines)
  return rows.flatMap(row => {
    try {
      // Sound: the root node writes these lines; what is none throws above or shows as nothing.
      return shownOf(JSON.parse(row) as Entry)
    } catch {
      return []
    }
  })
}

function shownOf({ seq, at, hostId, step, ...entry }: Entry): readonly ShownLine[] {
  const head = { seq, at, hostId, step }
  switch (entry.kind) {
    case 'command':
      return [{ ...head, from: 'command', text: entry.words ?? '' }]
    case 'line':
      return [{ ...head, from: entry.from ?? 'banyan', text: entry.text ?? '' }]
    case 'end':
      return entry.exitCode === 0
        ? []
        : [{ ...head, from: 'end', text: `exit ${entry.exitCode ?? '–'}` }]
    default:
      return []
  }
}

/** Those that were pushed, after those that are there; what came twice stands once. */
export function withPushed(
  lines: readonly ShownLine[],
  pushed: LogMessage['lines'],
): readonly ShownLine[] {
  const last = lines.at(-1)?.seq ?? 0
  const fresh = pushed
    .filter(({ seq }) => seq > last)
    .map(({ seq, at, host_id, step, from, text }) => {
      return { seq, at: Date.parse(at), hostId: host_id, step, ...marked(from, text) }
    })
  return fresh.length === 0 ? lines : [...lines, ...fresh].slice(-mostLines)
}

/** A push tells commands and how they ended as lines of Banyan's, which begin with `$` and `=`. */
function marked(from: LineOrigin, text: string): Pick<ShownLine, 'from' | 'text'> {
  if (from !== 'banyan') return { from, text }
  if (text.startsWith('$ ')) return { from: 'command', text: text.slice(2) }
  if (text.startsWith('= ')) return { from: 'end', text: `exit ${text.slice(2)}` }
  return { from, text }
}
