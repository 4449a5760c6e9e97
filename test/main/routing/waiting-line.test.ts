import { expect, test } from 'vitest'
import { WaitingLine } from '#main/routing/waiting-line'

test('parties take turns, so that one with many requests does not keep the others waiting', () => {
  const line = new WaitingLine(100)
  const woken: string[] = []
  const join = (party: string, name: string) =>
    line.join(
      party,
      1_000,
      () => woken.push(name),
      () => {},
    )
  for (const name of ['a1', 'a2', 'a3', 'a4']) join('a', name)
  join('b', 'b1')
  join('c', 'c1')
  join('c', 'c2')
  line.wake(() => true)
  expect(woken).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', 'a4'])
})

test('a party that had its turn waits for the others, when slots come free one by one', () => {
  const line = new WaitingLine(100)
  const woken: string[] = []
  for (const name of ['a1', 'a2', 'b1', 'b2']) {
    line.join(
      name.charAt(0),
      1_000,
      () => woken.push(name),
      () => {},
    )
  }
  for (let slot = 0; slot < 4; slot++) {
    let left = 1
    line.wake(() => left-- > 0)
  }
  expect(woken).toEqual(['a1', 'b1', 'a2', 'b2'])
})

test('is bounded in number and in time, and who leaves is not woken', async () => {
  const line = new WaitingLine(2)
  const woken: string[] = []
  const leave = line.join(
    'a',
    1_000,
    () => woken.push('left'),
    () => {},
  )
  const gaveUp = new Promise(resolve =>
    line.join(
      'a',
      5,
      () => {},
      () => resolve('gave up'),
    ),
  )
  const third = line.join(
    'a',
    1_000,
    () => {},
    () => {},
  )
  leave?.()
  expect([third, await gaveUp, woken, line.isEmpty]).toEqual([null, 'gave up', [], true])
})
