import { expect, test } from 'vitest'
import {
  emptyList,
  type PastRequest,
  type RequestList,
  withNewest,
  withOlder,
} from '#renderer/screens/requests/request-list'

// Sound: only the ids are looked at.
const page = (ids: readonly number[], next_cursor: string | null) => ({
  requests: ids.map(id => ({ id: String(id) }) as PastRequest),
  next_cursor,
  unkept: null,
})
const ids = ({ rows }: RequestList) => rows.map(({ id }) => Number(id))

test('what is new comes to the top, what is older to the end, nothing twice', () => {
  const first = withNewest(emptyList, page([5, 4], '4'))
  const longer = withOlder(first, page([4, 3, 2], null))
  const newer = withNewest(longer, page([7, 6, 5], '5'))
  expect({ ids: ids(newer), cursor: newer.cursor }).toEqual({
    ids: [7, 6, 5, 4, 3, 2],
    cursor: null,
  })
})

test('where the newest page does not reach what is known, the list begins anew', () => {
  const known = withNewest(emptyList, page([5, 4], '4'))
  const fresh = withNewest(known, page([90, 89], '89'))
  expect({ ids: ids(fresh), cursor: fresh.cursor }).toEqual({ ids: [90, 89], cursor: '89' })
})

test('nothing new leaves the list as it is', () => {
  const known = withNewest(emptyList, page([5], null))
  expect(withNewest(known, page([5], null))).toBe(known)
})
