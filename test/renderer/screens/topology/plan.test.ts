import { expect, test } from 'vitest'
import { type PlacedWorker, planOf } from '#renderer/screens/topology/plan'
import { aWorker } from '../../snapshot.ts'

const on = (id: string, hostName: string): PlacedWorker => aWorker(id, { origin: 'host', hostName })
const at = (id: string, url: string): PlacedWorker => aWorker(id, { origin: 'saved', url })
const keys = (plan: ReturnType<typeof planOf>) =>
  plan.groups.map(({ key, workerIds }) => [key, ...workerIds])

test('workers stand by host, by shared address and alone, those of this computer at the end', () => {
  const plan = planOf(
    [
      aWorker('local-1'),
      at('b2', 'http://10.0.0.7:3002'),
      at('b1', 'http://10.0.0.7:3001'),
      at('alone', 'https://example.net'),
      on('fra-10', 'fra'),
      on('fra-2', 'fra'),
    ],
    [{ name: 'fra', region: 'Frankfurt' }],
  )
  expect(keys(plan)).toEqual([
    ['host:fra', 'fra-2', 'fra-10'],
    ['address:10.0.0.7', 'b1', 'b2'],
    ['alone:alone', 'alone'],
    ['here', 'local-1'],
  ])
})

test('neither the order in which workers came nor their state changes the plan', () => {
  const workers = ['c', 'a', 'b'].map(id => aWorker(id, { origin: 'host', hostName: `h-${id}` }))
  const offline = {
    phase: { name: 'offline', since: 0, reason: { kind: 'silent' }, retryAt: null },
  } as const
  const hosts = [{ name: 'h-c', region: 'A' }]
  const first = planOf(workers, hosts)
  const later = planOf(
    workers.toReversed().map(worker => ({ ...worker, ...offline })),
    hosts,
  )
  expect(later).toEqual(first)
  expect(first.groups.map(({ key }) => key)).toEqual(['host:h-c', 'host:h-a', 'host:h-b'])
})

test('many workers are drawn by region; those of hosts without one stand together', () => {
  const workers = Array.from({ length: 40 }, (_, each) => on(`w${each}`, `h${each}`))
  const hosts = workers.slice(0, 30).map(({ hostName }, each) => ({
    name: hostName ?? '',
    region: each % 2 === 0 ? 'Frankfurt' : '東京',
  }))
  const plan = planOf(workers, hosts)
  expect(plan.isCrowded).toBe(true)
  expect(plan.groups.map(({ key, workerIds }) => [key, workerIds.length])).toEqual([
    ['region:Frankfurt', 15],
    ['region:東京', 15],
    ['others', 10],
  ])
})
