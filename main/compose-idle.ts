import type { Cleanup } from './base/cleanup.ts'
import { type Clock, systemClock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import type { TunnelParts } from './compose-tunnels.ts'
import type { HostLinks } from './provisioning/host-link.ts'
import type { HostBook } from './provisioning/hosts/host-book.ts'
import { IdleRounds } from './provisioning/idle/idle-rounds.ts'
import { IdleWatch } from './provisioning/idle/idle-watch.ts'
import { idleShelf } from './store/idle-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

export interface IdleSurroundings {
  readonly database: OpenDatabase
  readonly book: Pick<HostBook, 'list' | 'onChange' | 'onRemove'>
  readonly links: HostLinks
  readonly tunnelOf: TunnelParts['stateOf']
  readonly log: Log
  readonly clock?: Clock
}

/** Joins the hosts to what watches whether a cloud may take them back for having too little to do. */
export function composeIdle(around: IdleSurroundings, cleanup: Cleanup): IdleRounds {
  const { database, book, links, tunnelOf, log, clock = systemClock } = around
  const rounds = new IdleRounds({
    ...{ hosts: book, links, clock, log },
    watch: new IdleWatch(idleShelf(database), clock),
    // A tunnel that is down knows it best, and tries often enough.
    isReachable: ({ id }) => tunnelOf(id)?.name !== 'down',
  })
  cleanup.defer(() => rounds.close())
  cleanup.defer(book.onChange(({ id }) => rounds.lookAnew(id)))
  cleanup.defer(book.onRemove(id => rounds.forget(id)))
  return rounds
}
