import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { deploy, deployStatus, localPid, localWorker } from './deployed.ts'
import { healthyWorkers, http, postJson, textOf } from './http.ts'
import {
  eventually,
  isAlive,
  type RunningProgram,
  startRoot,
  temporaryFolder,
} from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function rootWith(count: number, environment: Record<string, string> = {}) {
  const root = await startRoot(cleanup, { LOCAL_WORKERS: String(count), ...environment })
  await healthyWorkers(root.url, count)
  return root
}

const ask = (root: RunningProgram, worker?: string) =>
  postJson(
    `${root.url}/v1/chat/completions`,
    { messages: [{ role: 'user', content: 'ping' }] },
    worker === undefined ? {} : { 'x-banyan-worker': worker },
  )

const step = (name: string) => ({
  name,
  success: true,
  message: expect.any(String),
  duration_ms: expect.any(Number),
})

test('several workers run on ports of their own, each serves, and each logs under its id', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await rootWith(3, { DATA_DIR: dataDir, LOG_LEVEL: 'debug' })
  const status = await deployStatus(root)
  expect(status).toMatchObject({ enabled: true, initialized: true, action: null })
  expect(status.workers.map(({ id, state }) => [id, state])).toEqual([
    ['local-1', 'running'],
    ['local-2', 'running'],
    ['local-3', 'running'],
  ])
  const ports = status.workers.map(({ port }) => port)
  expect(new Set(ports).size).toBe(3)
  expect(status.worker_port).toBe(ports[0])
  expect(status.last).toMatchObject({ action: 'start', success: true })
  expect(status.last?.steps).toEqual([step('environment'), step('start'), step('health')])
  for (const { id } of status.workers) expect((await ask(root, id)).status).toBe(200)
  await eventually(15_000, async () => {
    const lines = readFileSync(join(dataDir, 'logs', 'banyan.log'), 'utf8').split('\n')
    for (const { id } of status.workers) {
      const own = lines.filter(line => line.includes(`"worker":"${id}"`))
      // What the worker itself says, beside what the root says of it.
      expect(own.some(line => line.includes('"event":"worker listening"'))).toBe(true)
    }
  })
})

test('start and stop change nothing where nothing is to be done, and say so', async () => {
  const root = await rootWith(1)
  const pid = await localPid(root)
  const started = await deploy(root, 'start')
  expect([started.status, started.json.success]).toEqual([200, true])
  expect(await localPid(root)).toBe(pid)

  const stopped = await deploy(root, 'stop')
  expect(stopped.json).toEqual({
    success: true,
    message: 'The local workers are stopped.',
    steps: [step('stop')],
    duration_ms: expect.any(Number),
  })
  expect(isAlive(pid)).toBe(false)
  expect((await deploy(root, 'stop')).json.success).toBe(true)
  const { json } = await http(`${root.url}/api/workers`)
  expect(json.workers[0]).toMatchObject({
    status: 'offline',
    status_reason: 'it was stopped; POST /api/deploy/start starts it',
  })
  expect((await ask(root)).status).toBe(503)

  expect((await deploy(root, 'start')).json.success).toBe(true)
  expect((await ask(root)).status).toBe(200)
})

test('a restart fails no request, neither one that is under way nor a new one', async () => {
  const root = await rootWith(1)
  const pid = await localPid(root)
  // Streamed, the demo takes its time.
  const long = postJson(`${root.url}/v1/chat/completions`, {
    stream: true,
    messages: [{ role: 'user', content: 'count to 120' }],
  })
  await eventually(15_000, async () => {
    const { json } = await http(`${root.url}/api/workers`)
    expect(json.workers[0].in_flight).toBe(1)
  })
  const restarting = deploy(root, 'restart')
  await eventually(15_000, async () => expect((await localWorker(root)).state).toBe('stopping'))
  const meanwhile = await ask(root)
  const { json } = await restarting
  expect(json.steps).toEqual(['environment', 'stop', 'start', 'health'].map(step))
  expect(meanwhile.status).toBe(200)
  // It waited in line, and was not sent to the worker that was about to end.
  expect(meanwhile.headers['x-banyan-attempts']).toBe('1')
  expect(textOf((await long).text)).toMatch(/120\W*$/)
  expect(await localPid(root)).not.toBe(pid)
})

test('one action at a time: another one is refused with 409', async () => {
  const root = await rootWith(1)
  const answers = await Promise.all(
    ['restart', 'restart', 'reinstall'].map(action => deploy(root, action)),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  const refused = answers.find(({ status }) => status === 409)
  expect(refused?.json.error.code).toBe('deploy_busy')
  expect((await deploy(root, 'reinstall')).json.success).toBe(true)
})

test('an action goes on when its client leaves', async () => {
  const root = await rootWith(1)
  const pid = await localPid(root)
  const leaving = request(`${root.url}/api/deploy/restart`, { method: 'POST', agent: false })
  leaving.on('error', () => {})
  leaving.end()
  await eventually(15_000, async () =>
    expect((await deployStatus(root)).action?.name).toBe('restart'),
  )
  leaving.destroy()
  await eventually(10_000, async () => {
    const { action, last } = await deployStatus(root)
    expect([action, last?.action, last?.success]).toEqual([null, 'restart', true])
  })
  expect(await localPid(root)).not.toBe(pid)
})

test('a worker that is killed again and again is given up, says so, and comes back by a restart', async () => {
  const root = await rootWith(1)
  for (let count = 0; count < 5; count++) {
    await eventually(10_000, async () => {
      const { state, pid } = await localWorker(root)
      expect([state, isAlive(pid ?? 0)]).toEqual(['running', true])
    })
    process.kill(await localPid(root), 'SIGKILL')
    await eventually(15_000, async () =>
      expect((await localWorker(root)).state).not.toBe('running'),
    )
  }
  const given = await localWorker(root)
  expect(given).toMatchObject({
    state: 'given-up',
    state_reason: expect.stringMatching(/^it crashed 5 times .* POST \/api\/deploy\/restart/),
    retry_at: null,
  })
  const { json } = await http(`${root.url}/api/workers`)
  expect(json.workers[0]).toMatchObject({ status: 'offline', status_reason: given.state_reason })
  expect((await ask(root)).json.error.code).toBe('no_worker_ready')
  expect(root.output()).toContain('offline: it crashed 5 times within a minute')

  expect((await deploy(root, 'restart')).json.success).toBe(true)
  expect((await ask(root)).status).toBe(200)
}, 60_000)

test('a worker that hangs is killed and started again', async () => {
  const root = await rootWith(1, { HEALTH_CHECK_INTERVAL_MS: '100' })
  const pid = await localPid(root)
  process.kill(pid, 'SIGSTOP')
  await eventually(60_000, async () => expect(await localPid(root)).not.toBe(pid))
  await healthyWorkers(root.url, 1)
  expect(isAlive(pid)).toBe(false)
}, 90_000)

test.each([{ LOCAL_WORKERS: '0' }, { LOCAL_WORKER: 'false' }])(
  'whoever manages workers alone, by %o, is told so',
  async (environment: Record<string, string>) => {
    const root = await startRoot(cleanup, environment)
    expect(await deployStatus(root)).toEqual({
      enabled: false,
      initialized: false,
      worker_port: null,
      workers: [],
      action: null,
      last: null,
    })
    const { status, json } = await deploy(root, 'start')
    expect([status, json.success, json.steps]).toEqual([200, false, []])
    expect(json.message).toContain('set LOCAL_WORKER=true and LOCAL_WORKERS')
  },
)

test('with PYTHON_TOOLS a worker gets an interpreter, and no key of the root gets into its making', async () => {
  const dataDir = temporaryFolder(cleanup)
  const conda = join(dataDir, 'conda')
  // Does by venv what conda is asked for, as no real one can be had here, and tells its environment.
  const script = `#!/bin/sh
[ "$1" = --version ] && echo conda 24.1.2 && exit 0
env > "${dataDir}/seen"
exec python3 -m venv --without-pip "$5"
`
  writeFileSync(conda, script, { mode: 0o700 })
  const environment = { CONDA_EXE: conda, OPENAI_API_KEY: 'sk-owner', DATA_DIR: dataDir }
  const root = await rootWith(1, { PYTHON_TOOLS: 'true', ...environment })
  const [environmentStep] = (await deployStatus(root)).last?.steps ?? []
  expect(environmentStep?.message).toMatch(/^Python 3\.\d+ by conda$/)
  const variables = readFileSync(`/proc/${await localPid(root)}/environ`, 'utf8').split('\0')
  const python = variables.find(each => each.startsWith('BANYAN_PYTHON='))
  expect(python).toContain(join(dataDir, 'python', 'env-'))
  expect(readFileSync(join(dataDir, 'seen'), 'utf8')).not.toContain('sk-owner')
})
