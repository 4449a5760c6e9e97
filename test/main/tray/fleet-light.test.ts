import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { WorkerPhase } from '#contract/model/worker'
import { FleetLight } from '#main/tray/fleet-light'
import { aWorker } from '../../renderer/snapshot.ts'

const running = { name: 'running', address: 'http://x', since: 0 } as const
const fra = (name: 'healthy' | 'suspect' | 'maintenance' | 'draining') =>
  ({ type: 'worker', worker: aWorker('fra', { phase: { name, since: 0 } }) }) as const

test('shows whether all is well, some are away, nothing runs, or it did not start', () => {
  const light = new FleetLight({ name: 'stopped' }, [])
  const seen = [light.light]
  const hear = (change: Parameters<typeof light.hear>[0]) => {
    light.hear(change)
    seen.push(light.light)
  }
  hear({ type: 'root', root: { name: 'starting' } })
  hear({ type: 'root', root: running })
  hear(fra('suspect'))
  hear(fra('maintenance'))
  hear(fra('suspect'))
  hear({ type: 'worker.removed', workerId: WorkerId.parse('fra') })
  hear(fra('suspect'))
  hear({ type: 'root', root: { name: 'stopped' } })
  hear({ type: 'root', root: running })
  hear({ type: 'root', root: { name: 'failed', fault: { code: 'internal' } } })
  expect(seen).toEqual([
    ...['stopped', 'running', 'running', 'degraded', 'running', 'degraded', 'running'],
    ...['degraded', 'stopped', 'running', 'failed'],
  ])
})

test('begins with the workers that are there', () => {
  const phase: WorkerPhase = { name: 'isolated', since: 0 }
  expect(new FleetLight(running, [aWorker('a', { phase }), aWorker('b')]).away).toBe(1)
})

test('says that something changed only where that is seen', () => {
  const light = new FleetLight(running, [])
  expect([
    light.hear(fra('healthy')),
    light.hear(fra('suspect')),
    light.hear(fra('suspect')),
    light.hear({ type: 'sessions' }),
    light.hear(fra('draining')),
  ]).toEqual([false, true, false, false, true])
})
