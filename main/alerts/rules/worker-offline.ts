import type { AlertRules } from '#contract/model/alert-rules'
import type { Finding } from '../finding.ts'
import type { Seen, SeenWorker } from '../seen.ts'

/** A worker that cannot be asked for so long. It is back when it was up for half as long. */
export function workerOffline(
  { workers, at }: Pick<Seen, 'workers' | 'at'>,
  { afterMs }: NonNullable<AlertRules['offline']>,
): readonly Finding[] {
  return workers.flatMap(worker => {
    const lastedMs = at - worker.since
    if (worker.isUp) return lastedMs < afterMs / 2 ? [undecided(worker)] : []
    return [lastedMs < afterMs ? undecided(worker) : offline(worker)]
  })
}

const undecided = ({ id }: SeenWorker): Finding => ({ state: 'undecided', subject: id })

const offline = ({ id, name, reason }: SeenWorker): Finding => ({
  state: 'holds',
  subject: id,
  severity: 'warning',
  facts: { rule: 'offline', worker: name, reason },
})
