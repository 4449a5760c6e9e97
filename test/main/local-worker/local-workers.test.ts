import { afterEach, expect, test, vi } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { StepFailure } from '#main/local-worker/step-failure'
import { pidOf, quickPace, someLocalWorkers } from './some-local-workers.ts'

// Real processes, on machines that may be busy.
vi.setConfig({ testTimeout: 20_000 })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const done = (name: string, message: unknown) => ({
  name,
  isDone: true,
  message,
  durationMs: expect.any(Number),
})

test('starts all of them in steps that tell how long they took', async () => {
  const { local, told } = someLocalWorkers(cleanup, 'good', { count: 2 })
  expect(await local.act('start')).toEqual({
    action: 'start',
    isDone: true,
    message: 'The local workers run.',
    steps: [
      done('environment', 'ready'),
      done('start', 'local-1 runs on port 4000; local-2 runs on port 4000'),
      done('health', 'local-1 runs on port 4000; local-2 runs on port 4000'),
    ],
    durationMs: expect.any(Number),
  })
  expect(local.status).toMatchObject({ isEnabled: true, isPrepared: true, action: null })
  expect(told.filter(([name]) => name === 'listens')).toHaveLength(2)
})

test('to start what runs, or to stop what is stopped, is a success that changes nothing', async () => {
  const { local, state } = someLocalWorkers(cleanup, 'good')
  await local.act('start')
  const pid = pidOf(state())
  const again = await local.act('start')
  expect([again.isDone, pidOf(state())]).toEqual([true, pid])
  await local.act('stop')
  const stopped = await local.act('stop')
  expect([stopped.isDone, state().name]).toEqual([true, 'stopped'])
})

test('a restart ends the processes and starts others, which are waited for meanwhile', async () => {
  const { local, state, told } = someLocalWorkers(cleanup, 'good', { count: 2 })
  await local.act('start')
  const before = [0, 1].map(index => pidOf(state(index)))
  const { isDone, steps } = await local.act('restart')
  const after = [0, 1].map(index => pidOf(state(index)))
  expect([isDone, steps.map(({ name }) => name)]).toEqual([
    true,
    ['environment', 'stop', 'start', 'health'],
  ])
  expect(after.filter(pid => before.includes(pid))).toEqual([])
  for (const pid of before) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(told).toContainEqual(['leaves', 'local-1', null])
  expect(told.filter(([name]) => name === 'away')).toEqual([])
})

test('while one action is under way, another is refused and the first goes on', async () => {
  const { local } = someLocalWorkers(cleanup, 'good')
  const starting = local.act('start')
  for (const action of ['start', 'stop', 'restart', 'reinstall'] as const) {
    await expect(local.act(action)).rejects.toMatchObject({
      fault: { code: 'deploy.busy', action: 'start' },
    })
  }
  expect((await starting).isDone).toBe(true)
  expect((await local.act('stop')).isDone).toBe(true)
})

test("who asks for a start during the root's own gets that one", async () => {
  const { local, events } = someLocalWorkers(cleanup, 'good')
  local.begin()
  await expect(local.act('stop')).rejects.toMatchObject({ fault: { code: 'deploy.busy' } })
  expect((await local.act('start')).isDone).toBe(true)
  expect(events.filter(({ type }) => type === 'begun')).toHaveLength(1)
})

test('where there are none to run, an action says so', async () => {
  const { local } = someLocalWorkers(cleanup, 'good', { count: 0 })
  local.begin()
  expect(local.status).toEqual({
    isEnabled: false,
    isPrepared: false,
    workers: [],
    action: null,
    last: null,
  })
  const { isDone, steps, message } = await local.act('start')
  expect([isDone, steps]).toEqual([false, []])
  expect(message).toContain('LOCAL_WORKERS')
})

test('tells each step as it begins and ends, and what it is doing', async () => {
  const { local, events } = someLocalWorkers(cleanup, 'good', {
    async prepare({ tell }) {
      tell('unpacking')
      return 'ready'
    },
  })
  await local.act('start')
  const steps = events.filter(({ type }) => type !== 'worker').map(({ type }) => type)
  expect(steps).toEqual([
    'begun',
    ...['step', 'progress', 'step-over'],
    ...['step', 'step-over'],
    ...['step', 'step-over'],
    'over',
  ])
  const states = events.flatMap(event => (event.type === 'worker' ? [event.state.name] : []))
  expect(states).toEqual(['starting', 'starting', 'running'])
})

const failing = async () => {
  throw new StepFailure('no Python')
}

test('workers start without what could not be prepared, and the outcome says it', async () => {
  const { local, state } = someLocalWorkers(cleanup, 'good', { prepare: failing })
  const { isDone, message, steps } = await local.act('start')
  expect([isDone, message]).toEqual([false, 'The step "environment" failed: no Python'])
  expect(steps.map(step => step.isDone)).toEqual([false, true, true])
  expect([state().name, local.status.isPrepared]).toEqual(['running', false])
})

test('a reinstall that fails leaves everything as it was', async () => {
  const { local, state } = someLocalWorkers(cleanup, 'good', {
    prepare: async ({ isAnew }) => (isAnew ? failing() : 'ready'),
  })
  await local.act('start')
  const pid = pidOf(state())
  const { isDone, steps } = await local.act('reinstall')
  expect([isDone, steps.length, pidOf(state())]).toEqual([false, 1, pid])
  expect(local.status.isPrepared).toBe(true)
})

test('a bug in a step fails that step, and the next action can be begun', async () => {
  const { local, lines } = someLocalWorkers(cleanup, 'good', {
    prepare: ({ isAnew }) => (isAnew ? Promise.reject(new TypeError('bug')) : Promise.resolve('')),
  })
  const { message } = await local.act('reinstall')
  expect(message).toContain('Its log says more')
  expect(lines.map(({ event }) => event)).toContain('step failed inside')
  expect((await local.act('start')).isDone).toBe(true)
})

test('what does not listen in time fails its step', async () => {
  const { local } = someLocalWorkers(cleanup, 'mute', {
    pace: { ...quickPace, readyWithinMs: 200 },
  })
  const { isDone, message } = await local.act('start')
  expect([isDone, message]).toEqual([
    false,
    'The step "start" failed: not there within 0.2 s: local-1 is starting',
  ])
})

test('a root node that stops breaks off what is under way', async () => {
  const { local, state } = someLocalWorkers(cleanup, 'mute')
  const starting = local.act('start')
  await expect.poll(() => state().name, { timeout: 15_000 }).toBe('starting')
  const pid = pidOf(state())
  await local.close()
  expect((await starting).steps.at(-1)?.message).toBe('The root node is stopping.')
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  await expect(local.act('start')).rejects.toMatchObject({ fault: { code: 'root.stopping' } })
})
