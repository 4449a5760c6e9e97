import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson, textOf } from './http.ts'
import {
  eventually,
  type RunningProgram,
  startRoot,
  startWorker,
  temporaryFolder,
} from './processes.ts'

const run = promisify(execFile)
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function threeWorkers(): Promise<{ root: RunningProgram; workers: RunningProgram[] }> {
  const workers = await Promise.all(
    ['a', 'b', 'c'].map(id => startWorker(cleanup, { WORKER_ID: id })),
  )
  const root = await startRoot(cleanup, {
    WORKERS: workers.map(worker => worker.url).join(','),
    LOCAL_WORKER: 'false',
  })
  await healthyWorkers(root.url, 3)
  return { root, workers }
}

const body = { model: 'banyan-demo', messages: [{ role: 'user', content: 'ping' }] }

/** So many requests, so many at once; returns the workers that answered, one entry a request. */
async function load(
  root: RunningProgram,
  requests: number,
  concurrency: number,
): Promise<string[]> {
  const servedBy: string[] = []
  let sent = 0
  const one = async () => {
    while (sent++ < requests) {
      const { status, headers, text } = await postJson(`${root.url}/v1/chat/completions`, body)
      if (status !== 200) throw new Error(`${status}: ${text}`)
      servedBy.push(String(headers['x-banyan-worker']))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, one))
  return servedBy
}

const idOf = (worker: RunningProgram) => `127.0.0.1-${worker.port}`

test('100 requests, 20 at once: none fails, every worker takes its part', async () => {
  const { root, workers } = await threeWorkers()
  const servedBy = await load(root, 100, 20)
  expect(servedBy).toHaveLength(100)
  expect(new Set(servedBy)).toEqual(new Set(workers.map(idOf)))
})

test('the same by ab', async () => {
  const { root, workers } = await threeWorkers()
  const file = join(temporaryFolder(cleanup), 'body.json')
  writeFileSync(file, JSON.stringify(body))
  const url = `${root.url}/v1/chat/completions`
  const { stdout } = await run('ab', [
    '-n',
    '100',
    '-c',
    '20',
    '-l',
    '-p',
    file,
    '-T',
    'application/json',
    url,
  ])
  expect(stdout).toMatch(/Complete requests:\s+100\n/)
  expect(stdout).toMatch(/Failed requests:\s+0\n/)
  expect(stdout).not.toContain('Non-2xx')
  const { json } = await http(`${root.url}/api/metrics`)
  const served = json.workers.map((worker: { served: number }) => worker.served)
  expect(served).toHaveLength(workers.length)
  expect(Math.min(...served)).toBeGreaterThan(0)
})

test('kill -9 of a worker in the middle fails no request, and when it is back it gets traffic again', async () => {
  const { root, workers } = await threeWorkers()
  const [victim] = workers
  if (!victim) throw new Error('there is no worker')
  const loading = load(root, 150, 12)
  await new Promise(resolve => setTimeout(resolve, 150))
  victim.signal('SIGKILL')
  expect(await loading).toHaveLength(150)

  await eventually(10_000, async () => {
    const { json } = await http(`${root.url}/health`)
    expect(json).toMatchObject({ status: 'healthy', workers: { total: 3, healthy: 2 } })
  })
  await startWorker(cleanup, { WORKER_ID: 'a', WORKER_PORT: String(victim.port) })
  await healthyWorkers(root.url, 3)
  expect(new Set(await load(root, 60, 12))).toContain(idOf(victim))
})

test.each([
  ['rescue', 'goes on at another worker, without gap or repetition'],
  ['error', 'says so instead of ending as if it were whole'],
])('a stream whose worker is killed, with on-cut %s, %s', async onCut => {
  const { root, workers } = await threeWorkers()
  const question = {
    model: 'banyan-demo',
    stream: true,
    messages: [{ role: 'user', content: 'count to 120' }],
  }
  const undisturbed = await postJson(`${root.url}/v1/chat/completions`, question)
  const streaming = postJson(`${root.url}/v1/chat/completions`, question, {
    'x-banyan-on-cut': onCut,
  })
  await new Promise(resolve => setTimeout(resolve, 300))
  const { json } = await http(`${root.url}/api/workers`)
  const busy = json.workers.find((worker: { in_flight: number }) => worker.in_flight === 1)
  workers.find(worker => idOf(worker) === busy.id)?.signal('SIGKILL')
  const { text } = await streaming
  if (onCut === 'error') {
    expect(text).toContain('"code":"worker_cut"')
    expect(text).not.toContain('[DONE]')
    return
  }
  expect(textOf(text)).toBe(textOf(undisturbed.text))
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
})
