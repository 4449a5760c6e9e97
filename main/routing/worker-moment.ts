import type { WorkerMoment } from '#contract/model/request-trail'
import type { RoutableWorker } from './routable-worker.ts'

/** How the worker is now; what it does not tell is not known. */
export function momentOf({
  vitals,
  inFlight,
  slots,
}: Pick<RoutableWorker, 'vitals' | 'inFlight' | 'slots'>): WorkerMoment {
  return {
    cpu: vitals?.cpu_usage ?? null,
    memory: vitals?.memory_usage ?? null,
    disk: vitals?.disk_usage ?? null,
    inFlight,
    slots,
  }
}
