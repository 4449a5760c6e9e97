import type { WorkerId } from '#contract/ids'
import type { Log } from '../base/log.ts'

/** A worker logs in JSON lines of its own; they become lines of ours, under its id. */
export function forwardLine(log: Log, worker: WorkerId, line: string): void {
  const { level, event, time: _time, ...fields } = parseLine(line)
  log[level](event, { ...fields, worker, from: 'worker' })
}

interface WorkerLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug'
  readonly event: string
  readonly [field: string]: unknown
}

function parseLine(line: string): WorkerLine {
  try {
    const json: Partial<WorkerLine> = JSON.parse(line)
    const level = (['error', 'warn', 'debug'] as const).find(each => each === json.level) ?? 'info'
    return { ...json, level, event: String(json.event ?? line) }
  } catch {
    return { level: 'warn', event: line }
  }
}
