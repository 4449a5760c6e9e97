import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Update } from '#contract/http/events'
import { phaseNames } from '#contract/model/worker'
import { Cleanup } from '#main/base/cleanup'
import { eventually, temporaryFolder } from '../integration/processes.ts'
import { type LabComputer, openNetwork } from './namespaces.ts'

/** Three workers that join a root node over cables that fail, while four clients ask without a pause. */
const secret = 'a secret of the three computers'
const names = ['w1', 'w2', 'w3'] as const
const bearer = { authorization: `Bearer ${secret}` }
const dist = join(import.meta.dirname, '../../dist')
const house = new Cleanup()

let socketPath: string
let computers: readonly LabComputer[]
let workers: ChildProcess[]
/** By node, the phases that `/ws` told since the test began. */
let phases: Map<string, string[]>

beforeAll(async () => {
  const network = await openNetwork(house)
  const home = await network.plug('root', 1)
  computers = await Promise.all(names.map((name, index) => network.plug(name, 11 + index)))
  const root = home.spawn([join(dist, 'headless.mjs'), '--headless'], {
    ROOT_NODE_HOST: '0.0.0.0',
    ROOT_NODE_PORT: '3000',
    ROOT_NODE_SECRET: secret,
    DATA_DIR: temporaryFolder(house),
    LOCAL_WORKER: 'false',
    WORKER_TIMEOUT_MS: '5000',
    FIRST_TOKEN_TIMEOUT_MS: '3000',
    CHUNK_TIMEOUT_MS: '3000',
  })
  house.defer(() => ended(root))
  await printed(root, 'Root node')
  socketPath = join(temporaryFolder(house), 'root.sock')
  const relay = home.spawn([join(import.meta.dirname, 'relay.mjs'), socketPath, '3000'], {})
  house.defer(() => ended(relay))
  await printed(relay, 'ready')
  workers = names.map((_, index) => startWorker(index))
  house.defer(async () => void (await Promise.all(workers.map(ended))))
  await eventually(20_000, async () => expect((await ask('/health')).text).toContain('"healthy":3'))

  const updates = new WebSocket(`ws+unix:${socketPath}:/ws`, { headers: bearer })
  house.defer(() => updates.terminate())
  updates.on('message', text => {
    const update: Update = JSON.parse(String(text))
    for (const { type, subject } of update.data.events) {
      const phase = phaseNames.find(name => type === `node.${name}`)
      if (phase) phases.get(subject)?.push(phase)
    }
  })
  await once(updates, 'open')
}, 60_000)
afterAll(() => house.run())
beforeEach(() => {
  phases = new Map(names.map(name => [name, []]))
})

function startWorker(index: number): ChildProcess {
  const computer = computers[index]
  const name = names[index]
  if (!computer || !name) throw new Error('there are three')
  return computer.spawn([join(dist, 'worker.mjs')], {
    WORKER_ID: name,
    WORKER_HOST: '0.0.0.0',
    WORKER_PORT: '3001',
    ROOT_NODE_URL: 'http://10.88.0.1:3000',
    ROOT_NODE_SECRET: secret,
    MODEL_PROVIDER: 'demo',
    LOG_LEVEL: 'warn',
    MAX_CONCURRENT_REQUESTS: '20',
  })
}

function ask(path: string, body: object | null = null): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { ...bearer, host: 'localhost', 'content-type': 'application/json' }
    const outgoing = request(
      { socketPath, path, method: body ? 'POST' : 'GET', headers, agent: false },
      response => {
        let text = ''
        response.setEncoding('utf8').on('data', piece => {
          text += piece
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body ? JSON.stringify(body) : undefined)
  })
}

/** Four clients that ask, streamed and not, until told to stop; every answer must be whole. */
function load() {
  let isOver = false
  let served = 0
  const lost: string[] = []
  const one = async (stream: boolean) => {
    while (!isOver) {
      const messages = [{ role: 'user', content: '榕树' }]
      const { status, text } = await ask('/v1/chat/completions', { messages, stream })
      const isWhole = stream ? text.endsWith('data: [DONE]\n\n') : text.includes('"finish_reason"')
      if (status === 200 && isWhole) served++
      else lost.push(`${status} ${text.slice(0, 200)}`)
      await pause(20)
    }
  }
  const over = Promise.all([one(false), one(true), one(false), one(true)])
  return async () => {
    isOver = true
    await over
    return { served, lost }
  }
}

const phaseOf = async (name: string): Promise<string> => {
  const { nodes } = JSON.parse((await ask('/api/nodes')).text)
  return nodes.find((each: { id: string }) => each.id === name)?.status
}
const becomes = (name: string, wanted: readonly string[], withinMs: number) =>
  eventually(withinMs, async () => expect(wanted).toContain(await phaseOf(name)))

/** Under load: breaks it, waits for it to be seen, mends it, waits for it to be back. */
async function through(fault: {
  readonly name: (typeof names)[number]
  readonly harm: () => Promise<void> | void
  readonly seenAs: readonly string[]
  readonly mend: () => Promise<void> | void
}) {
  const stop = load()
  await pause(1_000)
  await fault.harm()
  await becomes(fault.name, fault.seenAs, 25_000)
  await pause(3_000)
  await fault.mend()
  await becomes(fault.name, ['healthy'], 30_000)
  await pause(5_000)
  expect(await phaseOf(fault.name)).toBe('healthy')
  const { served, lost } = await stop()
  expect(lost).toEqual([])
  expect(served).toBeGreaterThan(50)
  for (const name of names) {
    const told = phases.get(name) ?? []
    if (name === fault.name) {
      // Down once and up once, with what lies between: no to and fro.
      expect(told.filter(phase => phase === 'offline').length).toBeLessThanOrEqual(1)
      expect(told.filter(phase => phase === 'healthy').length).toBeLessThanOrEqual(2)
      expect(told.at(-1)).toBe('healthy')
    } else expect(told.filter(phase => phase === 'offline')).toEqual([])
  }
}

const [first, second, third] = [0, 1, 2].map(index => ({
  cable: () => computers[index] as LabComputer, // sound: there are three
  process: () => workers[index] as ChildProcess, // sound: there are three
}))
if (!first || !second || !third) throw new Error('there are three')

const away = ['offline', 'suspect', 'isolated']

test('one that is cut off is done without, and comes back', () =>
  through({
    name: 'w1',
    harm: () => first.cable().cut(),
    seenAs: away,
    mend: () => first.cable().mend(),
  }))

test('one that is frozen is done without, and comes back', () =>
  through({
    name: 'w2',
    harm: () => void signal(second.process(), 'SIGSTOP'),
    seenAs: away,
    mend: () => void signal(second.process(), 'SIGCONT'),
  }))

test('one that is killed is done without, and joins again when it is started', () =>
  through({
    name: 'w3',
    harm: () => void signal(third.process(), 'SIGKILL'),
    seenAs: away,
    mend() {
      workers[2] = startWorker(2)
    },
  }))

test.each([
  ['slow', (cable: LabComputer) => cable.slow('256kbit')],
  ['lossy', (cable: LabComputer) => cable.lose(10)],
])('a cable that is %s loses nothing, and nobody goes to and fro', async (_what, harm) => {
  const stop = load()
  await harm(first.cable())
  await pause(25_000)
  await first.cable().mend()
  await becomes('w1', ['healthy'], 30_000)
  const { served, lost } = await stop()
  expect(lost).toEqual([])
  expect(served).toBeGreaterThan(50)
  expect((phases.get('w1') ?? []).filter(each => each === 'offline').length).toBeLessThanOrEqual(1)
  expect((phases.get('w2') ?? []).filter(each => each === 'offline')).toEqual([])
})

/** To the worker itself, not to what moved it into its namespace: that became the worker. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(pid, name)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGCONT')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function printed(child: ChildProcess, words: string): Promise<void> {
  for await (const piece of child.stdout ?? []) {
    if (!String(piece).includes(words)) continue
    child.stdout?.resume()
    return
  }
  throw new Error(`it ended before it said "${words}"`)
}
