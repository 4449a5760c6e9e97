import { expect, test } from 'vitest'
import { statesAt } from '#renderer/screens/topology/replay'

const event = (minute: number, type: string, subject: string) => ({
  at: new Date(minute * 60_000).toISOString(),
  type,
  subject,
})
const workers = [
  { id: 'a', phase: 'healthy' },
  { id: 'b', phase: 'offline' },
  { id: 'c', phase: 'draining' },
] as const
const events = [
  event(5, 'node.healthy', 'a'),
  event(10, 'node.offline', 'a'),
  event(20, 'node.healthy', 'a'),
  event(30, 'node.offline', 'b'),
  event(40, 'node.removed', 'gone'),
]
const at = (minute: number, more: typeof events = []) =>
  Object.fromEntries(
    statesAt(
      [...events, ...more].toSorted((a, b) => a.at.localeCompare(b.at)),
      minute * 60_000,
      workers,
    ),
  )

test('each worker is as its last event before the moment says', () => {
  expect([at(12), at(25), at(35)]).toEqual([
    { a: 'offline', b: 'unknown', c: 'draining' },
    { a: 'healthy', b: 'unknown', c: 'draining' },
    { a: 'healthy', b: 'offline', c: 'draining' },
  ])
})

test('before its first event nothing is known of it; without any event it was as it is', () => {
  expect(at(1)).toEqual({ a: 'unknown', b: 'unknown', c: 'draining' })
})

test('one that had left is not there, and while the root was stopped none was', () => {
  expect(at(25, [event(22, 'node.left', 'c')])).toEqual({ a: 'healthy', b: 'unknown' })
  const stopped = [event(21, 'root.stopped', 'root'), event(24, 'root.running', 'root')]
  expect([at(22, stopped), at(25, stopped)]).toEqual([
    { a: 'offline', b: 'offline', c: 'offline' },
    { a: 'healthy', b: 'unknown', c: 'draining' },
  ])
})
