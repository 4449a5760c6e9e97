import { expect, test, vi } from 'vitest'
import { askThrough } from '#renderer/bridge'
import { Mirror } from '#renderer/state/mirror'
import { FakeBridge, Refusal } from '../fake-bridge.ts'
import { Gate } from '../gate.ts'
import { aSnapshot, aWorker } from '../snapshot.ts'

function connected(bridge: FakeBridge): Mirror {
  const mirror = new Mirror(askThrough(bridge))
  bridge.onChanges(changes => mirror.take(changes))
  return mirror
}

const workerNames = (mirror: Mirror) => {
  const state = mirror.store.getState()
  return state.name === 'live' ? state.seen.workers.map(worker => worker.name) : state.name
}

const snapshotsAsked = (bridge: FakeBridge) =>
  bridge.asked.filter(([name]) => name === 'snapshot').length

test('shows the snapshot and then every change in order', async () => {
  const bridge = new FakeBridge(aSnapshot({ workers: [aWorker('a'), aWorker('b')] }))
  const mirror = connected(bridge)
  await mirror.connect()
  bridge.change({ type: 'worker', worker: aWorker('b', { name: 'renamed' }) })
  bridge.change({ type: 'worker', worker: aWorker('c') })
  bridge.change({ type: 'worker.removed', workerId: aWorker('a').id })
  bridge.change({ type: 'root', root: { name: 'stopped' } })
  const { sequence, ...expected } = aSnapshot({
    root: { name: 'stopped' },
    workers: [aWorker('b', { name: 'renamed' }), aWorker('c')],
  })
  expect(mirror.store.getState()).toEqual({ name: 'live', seen: expected })
})

test('keeps what comes before the snapshot and drops what the snapshot contains', async () => {
  const snapshot = new Gate<ReturnType<typeof aSnapshot>>()
  const bridge = new FakeBridge(aSnapshot(), { snapshot: () => snapshot.promise })
  const mirror = connected(bridge)
  const connecting = mirror.connect()
  bridge.send({ sequence: 11, change: { type: 'worker', worker: aWorker('a', { name: 'old' }) } })
  bridge.send({ sequence: 12, change: { type: 'worker', worker: aWorker('b') } })
  snapshot.open(aSnapshot({ sequence: 11, workers: [aWorker('a', { name: 'new' })] }))
  await connecting
  expect(workerNames(mirror)).toEqual(['new', 'b'])
})

test('takes no change twice', async () => {
  const bridge = new FakeBridge(aSnapshot())
  const mirror = connected(bridge)
  await mirror.connect()
  bridge.change({ type: 'worker', worker: aWorker('a') })
  bridge.send({ sequence: 11, change: { type: 'worker.removed', workerId: aWorker('a').id } })
  expect(workerNames(mirror)).toEqual(['a'])
})

test('asks for a new snapshot after a gap, and shows the old state until it is there', async () => {
  let workers = [aWorker('a')]
  let sequence = 10
  const bridge = new FakeBridge(aSnapshot(), { snapshot: () => aSnapshot({ sequence, workers }) })
  const mirror = connected(bridge)
  await mirror.connect()
  workers = [aWorker('a'), aWorker('b')]
  sequence = 12
  bridge.send({ sequence: 13, change: { type: 'worker', worker: aWorker('c') } })
  expect(workerNames(mirror)).toEqual(['a'])
  await vi.waitFor(() => expect(workerNames(mirror)).toEqual(['a', 'b', 'c']))
  expect(snapshotsAsked(bridge)).toBe(2)
})

test('counts the changes of a chat as part of the order', async () => {
  const bridge = new FakeBridge(aSnapshot())
  const mirror = connected(bridge)
  await mirror.connect()
  bridge.change({ type: 'sessions' })
  bridge.change({ type: 'worker', worker: aWorker('a') })
  expect([workerNames(mirror), snapshotsAsked(bridge)]).toEqual([['a'], 1])
})

test('says why it cannot connect and asks again', async () => {
  vi.useFakeTimers()
  try {
    let isUp = false
    const bridge = new FakeBridge(aSnapshot())
    const { snapshot } = bridge.answers
    bridge.answers.snapshot = input =>
      isUp && snapshot ? snapshot(input) : new Refusal({ code: 'internal' })
    const mirror = connected(bridge)
    await mirror.connect()
    expect(mirror.store.getState()).toEqual({ name: 'connecting', fault: { code: 'internal' } })
    isUp = true
    await vi.advanceTimersByTimeAsync(1_000)
    expect(workerNames(mirror)).toEqual([])
    mirror.close()
  } finally {
    vi.useRealTimers()
  }
})
