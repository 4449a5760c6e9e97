import type { DeploymentId, HostId } from '#contract/ids'
import type { LineOrigin, LogEntry } from '#contract/model/deployment-log'

/** What whoever watches a deployment reads. */
export interface LogLine {
  readonly seq: number
  readonly at: number
  readonly hostId: HostId
  readonly step: string
  readonly from: LineOrigin
  readonly text: string
}

const gatherMs = 100
const mostAtOnce = 200

/** Hands on what is logged in bundles; of a flood the newest, as the rest is in the log. */
export class LogLines {
  readonly #tell: (id: DeploymentId, lines: readonly LogLine[]) => void
  readonly #waiting = new Map<DeploymentId, LogLine[]>()
  #timer: NodeJS.Timeout | null = null

  constructor(tell: (id: DeploymentId, lines: readonly LogLine[]) => void) {
    this.#tell = tell
  }

  add(id: DeploymentId, entry: LogEntry): void {
    const line = lineOf(entry)
    if (!line) return
    const lines = this.#waiting.get(id) ?? []
    lines.push(line)
    if (lines.length > mostAtOnce) lines.shift()
    this.#waiting.set(id, lines)
    this.#timer ??= setTimeout(() => this.flush(), gatherMs)
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const bundles = [...this.#waiting]
    this.#waiting.clear()
    for (const [id, lines] of bundles) this.#tell(id, lines)
  }
}

/** What ended well needs no line. */
function lineOf(entry: LogEntry): LogLine | null {
  const { seq, at, hostId, step } = entry
  const place = { seq, at, hostId, step }
  switch (entry.kind) {
    case 'command':
      return { ...place, from: 'banyan', text: `$ ${entry.words}` }
    case 'line':
      return { ...place, from: entry.from, text: entry.text }
    case 'end':
      if (entry.exitCode === 0) return null
      return { ...place, from: 'banyan', text: `= ${entry.exitCode ?? entry.signal ?? 'cut'}` }
  }
}
