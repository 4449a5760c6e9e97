import { EventsQuery, type ListedEvent } from '#contract/http/events'
import type { FeedEvent } from '#contract/model/event'
import type { Route } from '../route.ts'

/** The part of the feed that is read. */
export interface ReadEvents {
  readonly newest: number
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
      const { after, limit } = call.query(EventsQuery)
      const page = feed.after(after, limit)
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
