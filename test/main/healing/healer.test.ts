import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { type HealingAction, type HealingMode, healingActions } from '#contract/model/healing'
import { silentLog } from '#main/base/log'
import type { Hands } from '#main/healing/hands'
import { Healer } from '#main/healing/healer'
import type { SeenFleet, SeenWorker } from '#main/healing/seen-fleet'

const seconds = 1_000
const minutes = 60 * seconds

interface Setting {
  readonly can?: readonly HealingAction[]
  readonly mode?: HealingMode
  /** What an action ends in; done at once, where nothing is said. */
  readonly doing?: (action: HealingAction, signal: AbortSignal) => Promise<string>
}

/** A healer over a fleet that the test changes, looking whenever the test lets time pass. */
function house({ can = healingActions, mode = 'on', doing = async () => 'ok' }: Setting = {}) {
  const fleet: { workers: SeenWorker[]; waiting: number } = { workers: [], waiting: 0 }
  const done: string[] = []
  let now = 0
  const hand = (action: HealingAction) => ({
    can: () => can.includes(action),
    do(subject: string, signal: AbortSignal) {
      done.push(`${action} ${subject}`)
      return doing(action, signal)
    },
  })
  const hands = Object.fromEntries(
    healingActions.map(each => [each, hand(each)]),
  ) as unknown as Hands // sound: one for each
  const healer = new Healer({
    mode,
    look: (): SeenFleet => fleet,
    hands,
    onRecord() {},
    log: silentLog,
    now: () => now,
  })
  return {
    fleet,
    done,
    healer,
    /** In steps of two seconds, as the real one looks. */
    async pass(ms: number) {
      for (const until = now + ms; now < until; now += 2 * seconds) {
        healer.look()
        await Promise.resolve()
        await new Promise(resolve => setImmediate(resolve))
      }
    },
  }
}

const worker = (id: string, more: Partial<SeenWorker> = {}): SeenWorker => ({
  id: WorkerId.parse(id),
  state: 'up',
  faultsInARow: 0,
  isFull: false,
  ...more,
})

test('does nothing where nothing is wrong', async () => {
  const { fleet, done, healer, pass } = house()
  fleet.workers = [
    worker('a', { faultsInARow: 2, isFull: true }),
    worker('b', { state: 'out-of-service', faultsInARow: 9 }),
  ]
  await pass(60 * minutes)
  expect([done, healer.open, healer.records]).toEqual([[], [], []])
})

test('three failed requests in a row isolate a worker, and a restart follows where that does not help', async () => {
  const { fleet, done, pass } = house()
  fleet.workers = [worker('a', { faultsInARow: 3 }), worker('b')]
  await pass(2 * seconds)
  expect(done).toEqual(['Isolate a'])
  fleet.workers = [worker('a', { faultsInARow: 3, state: 'isolated' }), worker('b')]
  await pass(40 * seconds)
  expect(done).toEqual(['Isolate a'])
  await pass(10 * seconds)
  expect(done).toEqual(['Isolate a', 'Restart a'])
})

test('what is over is not treated any more', async () => {
  const { fleet, done, healer, pass } = house()
  fleet.workers = [worker('a', { faultsInARow: 3 })]
  await pass(2 * seconds)
  fleet.workers = [worker('a')]
  await pass(5 * minutes)
  expect([done, healer.open]).toEqual([['Isolate a'], []])
})

test('a worker that stays away is relieved, started anew, and at last replaced', async () => {
  const { fleet, done, pass } = house({ can: ['Rebalance', 'Restart', 'Replicate'] })
  fleet.workers = [worker('a', { state: 'offline' })]
  await pass(9 * seconds)
  expect(done).toEqual([])
  await pass(50 * seconds)
  expect(done).toEqual(['Rebalance a', 'Restart a'])
  await pass(5 * minutes)
  expect(done.slice(2)).toEqual(['Replicate a'])
})

test('at most three actions an hour for a worker, whatever is wrong; each has its own hour', async () => {
  const { fleet, done, healer, pass } = house({ can: ['Restart'] })
  fleet.workers = [worker('a', { state: 'offline' })]
  await pass(30 * minutes)
  expect(done).toEqual(['Restart a', 'Restart a', 'Restart a'])
  expect(healer.open).toMatchObject([{ subject: 'a', ailment: 'gone', actionsLeft: 0 }])
  fleet.workers = [worker('a', { state: 'offline' }), worker('b', { state: 'offline' })]
  await pass(2 * minutes)
  expect(done.filter(each => each.endsWith('b'))).not.toEqual([])
  expect(done.filter(each => each.endsWith('a'))).toHaveLength(3)
})

test('requests that wait for ten seconds bring another worker, once', async () => {
  const { fleet, done, pass } = house()
  fleet.workers = [worker('a', { isFull: true }), worker('b', { isFull: true })]
  fleet.waiting = 4
  await pass(9 * seconds)
  expect(done).toEqual([])
  await pass(30 * seconds)
  expect(done).toEqual(['Replicate fleet'])
})

test('a dry run tells what it would do, with the same limits, and does nothing', async () => {
  const { fleet, done, healer, pass } = house({ mode: 'dry-run' })
  fleet.workers = [worker('a', { state: 'strained' })]
  await pass(30 * minutes)
  expect(done).toEqual([])
  expect(healer.records).toHaveLength(3)
  expect(healer.records[0]).toMatchObject({
    subject: 'a',
    ailment: 'strained',
    action: 'Rebalance',
    outcome: 'dry-run',
  })
})

test('one action at a time for a worker; one that fails is told with its reason', async () => {
  let fail = (_error: Error) => {}
  const { fleet, done, healer, pass } = house({
    can: ['Restart'],
    doing: () =>
      new Promise((_resolve, reject) => {
        fail = reject
      }),
  })
  fleet.workers = [worker('a', { state: 'offline' })]
  await pass(10 * minutes)
  expect(done).toEqual(['Restart a'])
  fail(new Error('the port is taken'))
  await pass(2 * minutes)
  expect(healer.records[0]).toMatchObject({ outcome: 'failed', detail: 'the port is taken' })
  expect(done.length).toBeGreaterThan(1)
})

test('closing breaks off what is under way', async () => {
  const { fleet, healer, pass } = house({
    can: ['Restart'],
    doing: (_action, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')))
      }),
  })
  fleet.workers = [worker('a', { state: 'offline' })]
  await pass(1 * minutes)
  await healer.close()
  expect(healer.records).toEqual([])
})
