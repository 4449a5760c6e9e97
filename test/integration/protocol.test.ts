import { spawn } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type ProtocolRange, spokenProtocol } from '#contract/wire/protocol'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson } from './http.ts'
import { eventually, startRoot, temporaryFolder } from './processes.ts'

const project = join(import.meta.dirname, '../..')
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** The real worker program of another time: its sources, which speak another protocol. */
async function startWorkerOf({ oldest, newest }: ProtocolRange): Promise<string> {
  const folder = temporaryFolder(cleanup)
  for (const part of ['contract', 'worker-image', 'package.json']) {
    cpSync(join(project, part), join(folder, part), { recursive: true })
  }
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  const now = `{ oldest: ${spokenProtocol.oldest}, newest: ${spokenProtocol.newest} }`
  const file = join(folder, 'contract/wire/protocol.ts')
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(now)
  writeFileSync(file, text.replace(now, `{ oldest: ${oldest}, newest: ${newest} }`))
  const child = spawn(process.execPath, [join(folder, 'worker-image/main.ts')], {
    env: { PATH: process.env['PATH'], WORKER_PORT: '0', MODEL_PROVIDER: 'demo' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise(resolve => child.once('exit', resolve))
  cleanup.defer(async () => {
    child.kill('SIGTERM')
    await exited
  })
  for await (const piece of child.stdout) {
    const address = /"event":"worker listening".*"address":"([^"]+)"/.exec(String(piece))?.[1]
    if (address) return `http://${address}`
  }
  throw new Error('the worker ended')
}

const { oldest, newest } = spokenProtocol
const apart: readonly (readonly [string, ProtocolRange, string])[] = [
  [
    'newer',
    { oldest: newest + 1, newest: newest + 4 },
    `it needs protocol ${newest + 1} or newer, this root node speaks ${newest}: update this root node`,
  ],
  [
    'older',
    { oldest: 0, newest: oldest - 1 },
    `it speaks protocol ${oldest - 1}, this root node needs ${oldest} or newer: update the worker`,
  ],
]

test.each(apart)(
  'a worker of a much %s protocol is offline with a clear reason',
  async (...args) => {
    const [, protocol, reason] = args
    const root = await startRoot(cleanup, {
      WORKERS: await startWorkerOf(protocol),
      LOCAL_WORKER: 'false',
    })
    await eventually(10_000, async () => {
      const { json } = await http(`${root.url}/api/workers`)
      expect(json.workers[0]).toMatchObject({ status: 'offline', status_reason: reason })
    })
    const { json } = await http(`${root.url}/health`)
    expect(json).toMatchObject({ status: 'unhealthy', protocol: newest })
    const refused = await postJson(`${root.url}/v1/chat/completions`, {
      model: 'auto',
      messages: [{ role: 'user', content: 'ping' }],
    })
    expect(refused.status).toBe(503)
  },
)

test('a newer worker that still understands this root node serves it', async () => {
  const url = await startWorkerOf({ oldest, newest: newest + 4 })
  const root = await startRoot(cleanup, { WORKERS: url, LOCAL_WORKER: 'false' })
  const answer = await postJson(`${root.url}/v1/chat/completions`, {
    model: 'auto',
    messages: [{ role: 'user', content: 'ping' }],
  })
  expect([answer.status, answer.json.choices[0].message.role]).toEqual([200, 'assistant'])
})
