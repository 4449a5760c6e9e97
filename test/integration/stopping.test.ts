import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from './http.ts'
import {
  eventually,
  isAlive,
  type RunningProgram,
  startRoot,
  temporaryFolder,
} from './processes.ts'

const run = promisify(execFile)
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function rootWithWorker(environment: Record<string, string> = {}) {
  const root = await startRoot(cleanup, environment)
  await healthyWorkers(root.url, 1)
  const workerPid = await localWorkerPid(root)
  return { root, workerPid }
}

/** Asked of the system, not of the root: the root's one child that runs the worker program. */
async function localWorkerPid(root: RunningProgram): Promise<number> {
  const { stdout } = await run('ps', ['--ppid', String(root.pid), '-o', 'pid=,args='])
  const line = stdout.split('\n').find(each => each.includes('worker.mjs'))
  return Number(line?.trim().split(' ')[0])
}

test('goes on when nobody reads what it prints, and still ends in order', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await startRoot(cleanup, { DATA_DIR: dataDir })
  root.closeOutput()
  await healthyWorkers(root.url, 1)
  const { status } = await postJson(`${root.url}/api/chat`, { message: 'ping' })
  root.signal('SIGTERM')
  const exitCode = await root.exited
  expect({ status, exitCode, files: readdirSync(dataDir).sort() }).toEqual({
    status: 200,
    exitCode: 0,
    files: expect.not.arrayContaining(['banyan.db-wal']),
  })
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s lets a request finish, stops the worker, closes the database and ends with 0',
  async signal => {
    const dataDir = temporaryFolder(cleanup)
    const { root, workerPid } = await rootWithWorker({ DATA_DIR: dataDir })
    const answering = postJson(`${root.url}/api/chat`, {
      session_id: 'last',
      message: 'count to 30',
    })
    await new Promise(resolve => setTimeout(resolve, 200))
    root.signal(signal)
    const { status, json } = await answering
    expect({ status, response: json.response.includes('30') }).toEqual({
      status: 200,
      response: true,
    })
    expect(await root.exited).toBe(0)
    expect(isAlive(workerPid)).toBe(false)

    const database = new Database(join(dataDir, 'banyan.db'), { readonly: true })
    cleanup.defer(() => void database.close())
    expect(database.prepare('SELECT count(*) AS count FROM messages').get()).toEqual({ count: 2 })
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  },
)

test('while it stops, a new request is told so', async () => {
  const { root } = await rootWithWorker()
  const answering = postJson(`${root.url}/api/chat`, { session_id: 'a', message: 'count to 60' })
  await new Promise(resolve => setTimeout(resolve, 100))
  root.signal('SIGTERM')
  await new Promise(resolve => setTimeout(resolve, 100))
  const late = await http(`${root.url}/health`).catch((error: NodeJS.ErrnoException) => error.code)
  expect(late).toBe('ECONNREFUSED')
  expect((await answering).status).toBe(200)
})

test('kill -9 of the root leaves no worker behind and loses no turn that was acknowledged', async () => {
  const dataDir = temporaryFolder(cleanup)
  const { root, workerPid } = await rootWithWorker({ DATA_DIR: dataDir })
  await postJson(`${root.url}/api/chat`, { session_id: '小李', message: '我叫小李' })
  root.signal('SIGKILL')
  await root.exited
  await eventually(10_000, async () => expect(isAlive(workerPid)).toBe(false))

  const again = await rootWithWorker({ DATA_DIR: dataDir })
  const { json } = await postJson(`${again.root.url}/api/chat`, {
    session_id: '小李',
    message: '我叫什么？',
  })
  expect(json.response).toContain('小李')
})

test('kill -9 of the local worker fails no request: it is started again and answers', async () => {
  const { root, workerPid } = await rootWithWorker()
  process.kill(workerPid, 'SIGKILL')
  const answers = await Promise.all(
    [1, 2, 3].map(number =>
      postJson(`${root.url}/api/chat`, { session_id: `s${number}`, message: 'ping' }),
    ),
  )
  expect(answers.map(answer => answer.status)).toEqual([200, 200, 200])
  expect(await localWorkerPid(root)).not.toBe(workerPid)
})

test('a port that is taken is named with its holder, and another is offered', async () => {
  const holder = createServer()
  await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve))
  cleanup.defer(() => void holder.close())
  const address = holder.address()
  const port = typeof address === 'object' ? address?.port : 0
  const failure = await startRoot(cleanup, { ROOT_NODE_PORT: String(port) }).catch(String)
  expect(failure).toContain(`Port ${port} on 127.0.0.1 is taken by`)
  expect(failure).toContain(`(pid ${process.pid})`)
  expect(failure).toMatch(/npm start -- --headless --port \d+/)
})

test('two roots do not share a data folder', async () => {
  const dataDir = temporaryFolder(cleanup)
  await startRoot(cleanup, { DATA_DIR: dataDir })
  const second = await startRoot(cleanup, { DATA_DIR: dataDir }).catch(String)
  expect(second).toContain('Another Banyan is using this data folder')
})

test.each([
  [
    { ROOT_NODE_PORT: 'many' },
    'ROOT_NODE_PORT: "many" is not allowed; a whole number from 0 to 65535',
  ],
  [{ WORKERS: 'nonsense' }, 'WORKERS: "nonsense" is not allowed; http:// or https:// addresses'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: "loud" is not allowed; error, warn, info or debug'],
])(
  'a bad value ends the start with one line: %o',
  async (environment: Record<string, string>, line) => {
    const failure = await startRoot(cleanup, environment).catch(String)
    expect(failure).toContain(`ended with 1: banyan: ${line}`)
  },
)
