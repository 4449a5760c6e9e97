import type { FeedEvent } from '#contract/model/event'
import { eventRange, eventRecord, lastEventBefore, listEvents } from './events.ts'
import type { OpenDatabase } from './open-database.ts'

/** The events of one database. */
export function eventShelf({ read, writes }: OpenDatabase) {
  return {
    add: (events: readonly FeedEvent[]) => writes.run('addEvents', events.map(eventRecord)),
    range: () => eventRange(read),
    lastBefore: (moment: number) => lastEventBefore(read, moment),
    after: (after: number, limit: number) => listEvents(read, { after, limit }),
  }
}
