import { afterEach, expect, test, vi } from 'vitest'
import { WorkerId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { isAlive } from '#test/integration/processes'
import { pidOf, quickPace, someLocalWorkers } from './some-local-workers.ts'

// Real processes, on machines that may be busy.
vi.setConfig({ testTimeout: 20_000 })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const first = WorkerId.parse('local-1')
const silent = { name: 'offline', since: 0, reason: { kind: 'silent' }, retryAt: null } as const

test('one that is killed is started again, and the other is left alone', async () => {
  const { local, state, been, events, told } = someLocalWorkers(cleanup, 'good', { count: 2 })
  await local.act('start')
  const before = [pidOf(state(0)), pidOf(state(1))]
  const from = events.length
  process.kill(before[0] ?? 0, 'SIGKILL')
  await been(from, 'waiting', 'starting', 'starting', 'running')
  expect(pidOf(state(0))).not.toBe(before[0])
  expect(pidOf(state(1))).toBe(before[1])
  expect(told.filter(([name]) => name === 'away')).toEqual([])
})

test('one that crashes again and again is given up with the reason, and a restart starts it', async () => {
  const { local, state, told, lines } = someLocalWorkers(cleanup, 'crashing')
  const { isDone, message } = await local.act('start')
  const reason = {
    kind: 'given-up',
    crashes: 5,
    last: { kind: 'process-ended', exitCode: 3 },
  }
  expect(isDone).toBe(false)
  expect(message).toContain('local-1 was given up: it crashed 5 times within a minute')
  expect(state()).toEqual({ name: 'given-up', reason, since: expect.any(Number) })
  expect(told.at(-1)).toEqual(['away', 'local-1', reason, null])
  expect(lines.filter(({ event }) => event === 'local worker ended')).toHaveLength(4)

  const seen: string[] = []
  local.onProgress(event => {
    if (event.type === 'worker') seen.push(event.state.name)
  })
  await local.act('restart')
  expect(seen.filter(name => name === 'starting')).toHaveLength(5)
})

test('nobody waits for one that has crashed four times in a row', async () => {
  const { local, told } = someLocalWorkers(cleanup, 'crashing')
  await local.act('start')
  const away = told.filter(([name]) => name === 'away')
  expect(away.map(([, , reason]) => (reason as { kind: string }).kind)).toEqual([
    'process-ended',
    'given-up',
  ])
})

test('the last words of one that refuses to start are the reason', async () => {
  const { local, state } = someLocalWorkers(cleanup, 'refusing')
  await local.act('start')
  expect(state()).toMatchObject({ reason: { last: { kind: 'told', text: 'no key' } } })
})

test('one that is given up can be stopped', async () => {
  const { local, state, told } = someLocalWorkers(cleanup, 'crashing')
  await local.act('start')
  expect((await local.act('stop')).isDone).toBe(true)
  expect(state()).toEqual({ name: 'stopped' })
  expect(told.at(-1)).toEqual(['away', 'local-1', { kind: 'stopped' }, null])
})

test('one that hangs is killed and started again', async () => {
  const { local, state, been, events } = someLocalWorkers(cleanup, 'good')
  await local.act('start')
  const pid = pidOf(state())
  const from = events.length
  process.kill(pid, 'SIGSTOP')
  local.hear(first, silent)
  await been(from, 'waiting', 'starting', 'starting', 'running')
  expect(events[from]).toMatchObject({ state: { reason: { kind: 'silent' } } })
  expect(pidOf(state())).not.toBe(pid)
  await expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false)
})

test('one that comes round in time is left alone', async () => {
  const { local, state } = someLocalWorkers(cleanup, 'good')
  await local.act('start')
  const pid = pidOf(state())
  local.hear(first, silent)
  local.hear(first, { name: 'healthy', since: 0 })
  await new Promise(resolve => setTimeout(resolve, quickPace.hungAfterMs * 2))
  expect(pidOf(state())).toBe(pid)
})

test('one that never listens counts as crashed', async () => {
  const { local, state } = someLocalWorkers(cleanup, 'mute', {
    pace: { ...quickPace, listenWithinMs: 100 },
  })
  await local.act('start')
  expect(state()).toMatchObject({ name: 'given-up', reason: { last: { kind: 'silent' } } })
})

test('each line of each worker is logged with its id', async () => {
  const { local, lines } = someLocalWorkers(cleanup, 'good', { count: 2 })
  await local.act('start')
  await expect
    .poll(() => lines.filter(({ event }) => event.startsWith('plain words')), { timeout: 15_000 })
    .toHaveLength(2)
  for (const id of ['local-1', 'local-2']) {
    expect(lines).toContainEqual({
      event: `plain words of ${id}`,
      fields: { worker: id, from: 'worker' },
    })
    expect(lines).toContainEqual({ event: 'hello', fields: { worker: id, from: 'worker' } })
  }
})
