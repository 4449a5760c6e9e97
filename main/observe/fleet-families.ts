import { isServing, phaseNames, type Worker } from '#contract/model/worker'
import type { Family, Sample } from './exposition.ts'

export interface SeenFleet {
  workers(): readonly Worker[]
  /** The models whose breakers are open at that worker. */
  openBreakersOf(workerId: string): readonly string[]
}

/** How the workers are, and what each is doing. */
export function fleetFamilies({ workers, openBreakersOf }: SeenFleet): readonly Family[] {
  const ofEach = (
    name: string,
    help: string,
    read: (worker: Worker) => number | null,
    type: Family['type'] = 'gauge',
  ): Family => ({
    name,
    help,
    type,
    read: () => workers().flatMap(worker => sampleOf(worker, read(worker))),
  })
  return [
    {
      name: 'banyan_workers',
      help: 'Workers by their state.',
      type: 'gauge',
      read: () =>
        phaseNames.map(state => ({ labels: { state }, value: countOf(workers(), state) })),
    },
    ofEach('banyan_worker_up', 'Whether a worker takes requests.', worker =>
      isServing(worker) ? 1 : 0,
    ),
    ofEach(
      'banyan_worker_slots',
      'How many requests a worker takes at once.',
      ({ slots }) => slots,
    ),
    ofEach(
      'banyan_worker_in_flight',
      'Requests that a worker is answering.',
      ({ load }) => load.inFlight,
    ),
    ofEach(
      'banyan_worker_latency_seconds',
      'How long a worker took for its answers, as a moving mean.',
      ({ load }) => seconds(load.latencyMs),
    ),
    ofEach(
      'banyan_worker_first_token_seconds',
      'How long a worker took to the first content, as a moving mean.',
      ({ load }) => seconds(load.firstTokenMs),
    ),
    {
      name: 'banyan_worker_attempts_total',
      help: 'Attempts at a worker that are over; one whose client left is not counted.',
      type: 'counter',
      read: () =>
        workers().flatMap(({ id, load }) =>
          (['served', 'failed'] as const).map(outcome => ({
            labels: { banyan_worker: id, outcome },
            value: load[outcome],
          })),
        ),
    },
    ofEach(
      'banyan_worker_open_breakers',
      'Models whose breaker is open at a worker.',
      ({ id }) => openBreakersOf(id).length,
    ),
  ]
}

function sampleOf({ id }: Worker, value: number | null): readonly Sample[] {
  return value === null ? [] : [{ labels: { banyan_worker: id }, value }]
}

function countOf(workers: readonly Worker[], state: string): number {
  return workers.filter(({ phase }) => phase.name === state).length
}

const seconds = (milliseconds: number | null) =>
  milliseconds === null ? null : milliseconds / 1000
