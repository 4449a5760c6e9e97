import type { WorkerId } from '#contract/ids'
import type { LiveFailure, LiveRequest, LiveRequestChange } from '#contract/model/live-request'
import type { RequestEntry } from '#contract/model/request-entry'

type Tell = (change: LiveRequestChange) => void

/** Tells of requests under way while somebody looks; else it costs a comparison. */
export class LiveRequests {
  readonly #tell: Tell
  readonly #watchers = new Set<object>()

  constructor(tell: Tell) {
    this.#tell = tell
  }

  /** Returns the function that stops looking. */
  watch(): () => void {
    const watcher = {}
    this.#watchers.add(watcher)
    return () => {
      this.#watchers.delete(watcher)
    }
  }

  readonly began = (
    { requestId, model }: Pick<LiveRequest, 'requestId' | 'model'>,
    appId: string,
  ): void => {
    if (this.#watchers.size === 0) return
    const named = model === null ? null : model.slice(0, 256)
    const request = { requestId, at: Date.now(), appId, model: named }
    this.#tell({ type: 'request.began', request })
  }

  readonly attempted = (
    requestId: string,
    workerId: WorkerId,
    attempt: number,
    model: string | null,
  ): void => {
    if (this.#watchers.size === 0) return
    const named = model === null ? null : model.slice(0, 256)
    this.#tell({ type: 'request.attempt', requestId, workerId, model: named, attempt })
  }

  readonly over = (entry: RequestEntry): void => {
    if (this.#watchers.size === 0) return
    const { requestId, at, appId, model, workerId, outcome, attempts } = entry
    const { firstTokenMs, latencyMs, tokens, errorCode } = entry
    const ended = { firstTokenMs, latencyMs, tokens, errorCode, failures: failuresOf(entry) }
    this.#tell({
      type: 'request.over',
      request: { requestId, at, appId, model, workerId, outcome, attempts, ...ended },
    })
  }
}

const noFailures: readonly LiveFailure[] = []

function failuresOf({ trail }: RequestEntry): readonly LiveFailure[] {
  if (trail === null) return noFailures
  return trail.attempts.flatMap(({ workerId, model, errorCode, detail, outcome }) =>
    outcome === 'failed' ? [{ workerId, model, errorCode, detail }] : [],
  )
}
