import type { LocalWorkerMessage } from '#contract/wire/local-worker'

/** A worker as a process of ours: a `utilityProcess` in the app, a `child_process` headless. */
export interface WorkerChild {
  readonly pid: number | undefined
  onMessage(listener: (message: LocalWorkerMessage) => void): void
  /** Each line that it prints. */
  onLine(listener: (line: string) => void): void
  /** Called once, when the process is gone. */
  onExit(listener: (code: number | null) => void): void
  /** Asks it to finish what it has and go. */
  terminate(): void
  /** Ends it at once. */
  kill(): void
}

export type LaunchWorker = (environment: Readonly<Record<string, string>>) => WorkerChild
