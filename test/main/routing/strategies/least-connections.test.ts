import { expect, test } from 'vitest'
import { leastConnections } from '#main/routing/strategies/least-connections'

test('compares shares of capacity, not counts', () => {
  const candidates = [
    { id: 'small', inFlight: 2, slots: 4 },
    { id: 'large', inFlight: 3, slots: 8 },
  ]
  expect(leastConnections(candidates, () => 0)?.id).toBe('large')
})

test('spreads ties', () => {
  const tied = ['a', 'b', 'c'].map(id => ({ id, inFlight: 1, slots: 5 }))
  const picked = [0, 0.4, 0.99].map(number => leastConnections(tied, () => number)?.id)
  expect(picked).toEqual(['a', 'b', 'c'])
})

test('picks nobody from nobody', () => {
  expect(leastConnections([], () => 0)).toBeUndefined()
})
