import { expect, test } from 'vitest'
import { silentLog } from '#main/base/log'
import { EventFeed } from '#main/events/event-feed'
import { eventShelf } from '#main/store/event-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const seqs = (page: { readonly events: readonly { readonly seq: number }[] }) =>
  page.events.map(({ seq }) => seq)

function publishMany(feed: EventFeed, count: number): void {
  for (let each = 0; each < count; each++) feed.publish('node.healthy', `n${each}`, { each })
}

test('what was published is told in order, page by page, and goes on after a restart', async () => {
  const shelf = eventShelf(await tempDatabase())
  const feed = new EventFeed(shelf, silentLog)
  publishMany(feed, 5)
  const page = feed.after(1, 2)
  await feed.close()

  const again = new EventFeed(shelf, silentLog)
  again.publish('node.left', 'n1')
  const rest = again.after(3, 50)
  await again.close()
  expect({ page: seqs(page), hasMore: page.hasMore, rest: seqs(rest), more: rest.hasMore }).toEqual(
    { page: [2, 3], hasMore: true, rest: [4, 5, 6], more: false },
  )
  expect(rest.events.at(-1)).toMatchObject({ type: 'node.left', subject: 'n1', data: {} })
})

test('says which was the last before a moment, from memory and from the store', async () => {
  const shelf = eventShelf(await tempDatabase())
  const first = { at: 1_000, type: 'node.healthy', subject: 'a', data: {} }
  await shelf.add([
    { ...first, seq: 1 },
    { ...first, seq: 2, at: 2_000 },
  ])
  const feed = new EventFeed(shelf, silentLog)
  publishMany(feed, 600)
  const found = [500, 1_500, 2_500, Date.now() + 1_000].map(moment => feed.lastBefore(moment))
  await feed.close()
  expect(found).toEqual([0, 1, 2, 602])
})

test('what memory has no room for comes from the store, and runs on into memory', async () => {
  const feed = new EventFeed(eventShelf(await tempDatabase()), silentLog)
  publishMany(feed, 1_200)
  await feed.flush()
  publishMany(feed, 10)
  const pages = [feed.after(0, 200), feed.after(650, 200), feed.after(1_195, 200)]
  await feed.close()
  expect(pages.map(page => [seqs(page)[0], seqs(page).at(-1), page.hasMore])).toEqual([
    [1, 200, true],
    [651, 850, true],
    [1_196, 1_210, false],
  ])
})

test('the last 10,000 are kept; who asks for older ones hears that they are gone', async () => {
  const shelf = eventShelf(await tempDatabase())
  const feed = new EventFeed(shelf, silentLog)
  publishMany(feed, 10_050)
  await feed.flush()
  const asked = [feed.after(49, 1), feed.after(50, 1), feed.after(20_000, 1), feed.after(0, 1)]
  await feed.close()
  expect(shelf.range()).toEqual({ oldest: 51, newest: 10_050 })
  expect(asked.map(page => [page.isGone, ...seqs(page)])).toEqual([
    [true, 51],
    [false, 51],
    [true],
    [false, 51],
  ])
})
