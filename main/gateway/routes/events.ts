import { EventsQuery, type ListedEvent } from '#contract/http/events'
import type { FeedEvent } from '#contract/model/event'
import type { Route } from '../route.ts'

/** The part of the feed that is read. */
export interface ReadEvents {
  readonly newest: number
  /** The last one before that moment; 0 where there is none. */
  lastBefore(moment: number): number
  after(
    seq: number,
    limit: number,
  ): {
    readonly events: readonly FeedEvent[]
    readonly isGone: boolean
    readonly hasMore: boolean
  }
}

/** `GET /api/events`: what happened, page by page. */
export function events(feed: ReadEvents): Route {
  return {
    method: 'GET',
    path: '/api/events',
    access: 'owner',
    handle(call) {
      const { after, since, limit } = call.query(EventsQuery)
      const before = since === undefined ? 0 : feed.lastBefore(Date.parse(since))
      const page = feed.after(Math.max(after, before), limit)
      const last = page.events.at(-1)
      call.answer(200, {
        events: page.events.map(eventJson),
        gone: page.isGone,
        next_after: page.hasMore && last ? last.seq : null,
      })
    },
  }
}

export function eventJson(event: FeedEvent): ListedEvent {
  return { ...event, at: new Date(event.at).toISOString() }
}
