import { version } from './base/version.ts'
import type { Consensus } from './consensus/consensus.ts'
import type { Fleet } from './fleet/fleet.ts'
import { appFamilies } from './observe/app-families.ts'
import type { AppFigures } from './observe/app-figures.ts'
import type { Exposition } from './observe/exposition.ts'
import { fleetFamilies } from './observe/fleet-families.ts'
import { requestFamilies } from './observe/request-families.ts'
import type { RequestFigures } from './observe/request-figures.ts'
import { rootFamilies } from './observe/root-families.ts'
import type { Router } from './routing/router.ts'

/** What outlives the root's stops and starts, and is told to Prometheus. */
export interface Measured {
  readonly exposition: Exposition
  readonly apps: AppFigures
  readonly requests: RequestFigures
  /** Of the database. */
  readonly writesWaiting: () => number
}

interface RunningParts {
  readonly fleet: Fleet
  readonly router: Router
  readonly ballots: () => Consensus['stats']
}

/** Joins all that is counted into the text that Prometheus reads. */
export function composeMetrics(
  { exposition, apps, requests, writesWaiting }: Measured,
  { fleet, router, ballots }: RunningParts,
): () => Promise<string> {
  const families = [
    ...requestFamilies(requests),
    ...appFamilies(apps),
    ...fleetFamilies({
      workers: () => fleet.snapshot(),
      openBreakersOf: workerId => router.openBreakersOf(workerId),
    }),
    ...rootFamilies({
      version,
      inFlight: () => router.inFlight,
      waiting: () => router.waiting,
      writesWaiting,
      ballots,
    }),
  ]
  return () => exposition.text(families)
}
