import type { LogLine } from '#contract/model/log-line'

/** Lines that are in one order by themselves: a file, or a table. */
export interface LogPart {
  /** No line in it is newer; milliseconds since 1970. */
  readonly newestAt: number
  /** Those at that time and before, the newest first. It gives the event loop back every few milliseconds. */
  lines(at: number, signal: AbortSignal): AsyncGenerator<LogLine>
}
