import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Worker } from '#contract/model/worker'
import type { Seen } from '../../state/mirror.ts'
import { useSeen } from '../../state/use-window-state.ts'
import type { Mark } from '../../ui/state-mark.tsx'
import type { PastStates } from './replay.ts'
import { useView } from './view.ts'
import { type WorkerStateTexts, workerState } from './worker-state.ts'

const indexes = new WeakMap<Seen['workers'], ReadonlyMap<string, Worker>>()

/** Found without a search: two hundred cards each pick theirs, many times a second. */
export function workerOf(seen: Seen, id: string): Worker | null {
  let index = indexes.get(seen.workers)
  if (!index) {
    index = new Map(seen.workers.map(worker => [worker.id, worker]))
    indexes.set(seen.workers, index)
  }
  return index.get(id) ?? null
}

export interface ShownWorker {
  readonly worker: Worker
  readonly state: WorkerStateTexts
  /** Only of now are there figures. */
  readonly isPast: boolean
}

/** A worker as it is now, or as it was at the moment that is replayed. */
export function useShownWorker(id: string, now: number): ShownWorker | null {
  const { t } = useTranslation()
  const worker = useSeen(seen => workerOf(seen, id))
  const moment = useView(view => view.moment)
  const past = useView(view => view.past)
  if (!worker) return null
  if (moment === null) return { worker, state: workerState(t, worker, now), isPast: false }
  return { worker, state: pastState(t, past, id), isPast: true }
}

export function pastState(t: TFunction, past: PastStates | null, id: string): WorkerStateTexts {
  const phase = past?.get(id)
  if (phase === undefined) {
    return { mark: 'starting', words: past ? t('topology.notThere') : '', reasons: [] }
  }
  if (phase === 'unknown') return { mark: 'starting', words: t('topology.unknown'), reasons: [] }
  return { mark: phaseMarks[phase], words: t(`workers.${phase}`), reasons: [] }
}

/** The mark alone, for who draws many. */
export function markOf(worker: Worker): Mark {
  const { name } = worker.phase
  if (name !== 'healthy') return phaseMarks[name]
  return worker.providers.some(({ problem }) => problem !== null) ? 'degraded' : 'healthy'
}

export const phaseMarks = {
  starting: 'starting',
  healthy: 'healthy',
  degraded: 'degraded',
  suspect: 'degraded',
  isolated: 'degraded',
  draining: 'resting',
  maintenance: 'resting',
  offline: 'offline',
} as const satisfies Readonly<Record<Worker['phase']['name'], Mark>>
