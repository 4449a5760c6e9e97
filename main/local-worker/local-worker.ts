import { type OfflineReason, offlineText } from '#contract/model/offline-reason'
import { backoffMs } from '../base/backoff.ts'
import type { Log } from '../base/log.ts'
import type { LaunchWorker, WorkerChild } from './worker-child.ts'

const stopWithinMs = 10_000
/** After so many crashes in a row nobody waits for it any more. */
const hopelessCrashes = 4
const restart = { firstMs: 500, mostMs: 30_000 }
/** A worker that ran this long was well; its next crash is a first one again. */
const wellAfterMs = 60_000

export interface LocalWorkerEvents {
  /** It listens there. */
  onListening(url: string): void
  /** It is gone, and will be started again then; hopeless when it keeps on ending. */
  onGone(reason: OfflineReason, retryAt: number, isHopeless: boolean): void
}

/** The worker that the root runs for itself: started, watched, started again after a crash, stopped. */
export class LocalWorker {
  readonly #launch: LaunchWorker
  readonly #environment: Readonly<Record<string, string>>
  readonly #events: LocalWorkerEvents
  readonly #log: Log
  #child: WorkerChild | null = null
  #timer: NodeJS.Timeout | null = null
  #crashes = 0
  #isStopping = false

  constructor(
    launch: LaunchWorker,
    environment: Readonly<Record<string, string>>,
    events: LocalWorkerEvents,
    log: Log,
  ) {
    this.#launch = launch
    this.#environment = environment
    this.#events = events
    this.#log = log
  }

  start(): void {
    const startedAt = Date.now()
    const child = this.#launch(this.#environment)
    this.#child = child
    let lastWords: string | null = null
    child.onMessage(message => {
      if (message.type === 'listening') {
        this.#log.info('local worker listening', { pid: child.pid, port: message.port })
        this.#events.onListening(`http://127.0.0.1:${message.port}`)
      } else {
        lastWords = message.reason
      }
    })
    child.onLine(line => this.#forward(line))
    child.onExit(code => {
      this.#child = null
      if (this.#isStopping) return
      const reason: OfflineReason =
        lastWords === null
          ? { kind: 'process-ended', exitCode: code }
          : { kind: 'told', text: lastWords }
      if (Date.now() - startedAt > wellAfterMs) this.#crashes = 0
      const waitMs = backoffMs(this.#crashes++, restart)
      this.#log.warn('local worker ended', { reason: offlineText(reason), restartInMs: waitMs })
      this.#timer = setTimeout(() => this.start(), waitMs)
      this.#events.onGone(reason, Date.now() + waitMs, this.#crashes >= hopelessCrashes)
    })
  }

  /** Asks it to finish, and ends it when it does not within 10 s. */
  async stop(): Promise<void> {
    this.#isStopping = true
    if (this.#timer) clearTimeout(this.#timer)
    const child = this.#child
    if (!child) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(() => {
        this.#log.warn('local worker did not stop in time and is killed', { pid: child.pid })
        child.kill()
      }, stopWithinMs)
      child.onExit(() => {
        clearTimeout(timer)
        resolve()
      })
      child.terminate()
    })
  }

  /** The worker logs in JSON lines of its own; they become lines of ours. */
  #forward(line: string): void {
    const { level, event, time: _time, ...fields } = parseLine(line)
    this.#log[level](event, fields)
  }
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
