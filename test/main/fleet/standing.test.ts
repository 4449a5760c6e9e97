import { expect, test } from 'vitest'
import { Standing } from '#main/fleet/standing'

const up = { kind: 'up', isDraining: false } as const

test('what the owner says goes before what is seen, and ends with it', () => {
  const standing = new Standing()
  standing.take({ look: up }, 1)
  standing.take({ status: 'maintenance' }, 2)
  standing.take({ look: { kind: 'offline', reason: { kind: 'silent' }, retryAt: null } }, 3)
  const away = standing.phase
  standing.take({ status: 'active' }, 4)
  expect([away, standing.phase]).toEqual([
    { name: 'maintenance', since: 2 },
    { name: 'offline', since: 4, reason: { kind: 'silent' }, retryAt: null },
  ])
})

test('a worker that cannot be reached is offline, however well its heartbeats are', () => {
  const standing = new Standing()
  standing.take({ look: { kind: 'offline', reason: { kind: 'silent' }, retryAt: null } }, 1)
  standing.take({ pulse: 'good' }, 2)
  expect(standing.phase.name).toBe('offline')
})

test('a phase has lasted since it began', () => {
  const standing = new Standing()
  standing.take({ look: up }, 1)
  const isOther = standing.take({ look: up, isStrained: false }, 9)
  expect([isOther, standing.phase]).toEqual([false, { name: 'healthy', since: 1 }])
})

test('a node of before the start is shown as offline, and waited for until it was looked at', () => {
  const standing = new Standing()
  standing.take({ look: { kind: 'offline', reason: { kind: 'unseen' }, retryAt: null } }, 1)
  const before = [standing.phase.name, standing.isAwaited]
  standing.take({ look: { kind: 'offline', reason: { kind: 'silent' }, retryAt: null } }, 2)
  expect([before, standing.isAwaited]).toEqual([['offline', true], false])
})
