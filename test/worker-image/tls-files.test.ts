import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { FaultError } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { type Clock, systemClock } from '#main/base/clock'
import { wholeAnswer } from '#main/base/whole-answer'
import {
  PrivateAuthority,
  serverNameOf,
  type TlsFiles,
} from '#main/provisioning/tls/private-authority'
import { WorkerConnection } from '#main/worker-client/worker-connection'
import { startTestWorker, until, workerSettings } from '#test/fakes/worker-program'
import { tlsPaths } from '#worker/tls-files'

vi.setConfig({ testTimeout: 20_000 })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const sealer = {
  name: 'none',
  seal: async (text: string) => Buffer.from(text),
  open: async (sealed: Buffer) => sealed.toString(),
}

function authority(clock: Clock = systemClock): Promise<PrivateAuthority> {
  const shelf = { load: () => null, save: async () => {} }
  return PrivateAuthority.open({ shelf, sealer, clock })
}

/** A clock that many days from now. */
const daysAway = (days: number): Clock => ({
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now() + days * 86_400_000,
})

async function workerWith(files: TlsFiles) {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-tls-'))
  cleanup.defer(() => rm(folder, { recursive: true }))
  const [certificate, key, ca] = ['cert.pem', 'key.pem', 'ca.pem'].map(name => join(folder, name))
  if (!certificate || !key || !ca) throw new Error('three names give three paths')
  const put = (next: TlsFiles) => {
    writeFileSync(ca, next.authorities)
    writeFileSync(key, next.key.reveal())
    writeFileSync(certificate, next.certificate)
  }
  put(files)
  const worker = await startTestWorker({
    WORKER_TLS_CERT_FILE: certificate,
    WORKER_TLS_KEY_FILE: key,
    WORKER_TLS_CA_FILE: ca,
  })
  cleanup.defer(() => worker.stop(0))
  const isTakenUp = () => worker.logLines.some(({ event }) => event === 'certificate taken up')
  return { worker, put, isTakenUp }
}

async function ask(port: number, name: string, identity: () => TlsFiles) {
  const connection = connectionTo(port, name, identity)
  return askOver(connection)
}

function connectionTo(port: number, name: string, identity: () => TlsFiles): WorkerConnection {
  const way = {
    kind: 'tls',
    serverName: serverNameOf(name),
    identity: async () => identity(),
  } as const
  const id = WorkerId.parse('w')
  const url = `https://127.0.0.1:${port}`
  const connection = new WorkerConnection(id, url, { kind: 'none' }, way)
  cleanup.defer(() => connection.close())
  return connection
}

function askOver(connection: WorkerConnection): Promise<unknown> {
  return wholeAnswer(
    (request, limits, sink) => connection.send(request, limits, sink),
    { method: 'GET', path: '/health', requestId: '', headers: [], body: null },
    { headMs: 2_000, pieceMs: 2_000 },
    new AbortController().signal,
  ).then(
    ({ status }) => status,
    (error: unknown) => {
      if (!(error instanceof FaultError)) throw error
      const { fault } = error
      return fault.code === 'worker.unreachable' ? fault.detail : fault.code
    },
  )
}

test('root node and worker of one authority speak; nobody else gets an answer', async () => {
  const ours = await authority()
  const others = await authority()
  const { worker } = await workerWith(ours.filesFor('fra-1', []))
  const root = ours.rootFiles()
  const stranger = { ...others.rootFiles(), authorities: ours.authorities }
  const otherWorker = ours.filesFor('fra-2', [])
  const plain = await fetch(`http://127.0.0.1:${worker.port}/health`).catch(() => 'no answer')
  expect({
    root: await ask(worker.port, 'fra-1', () => root),
    stranger: await ask(worker.port, 'fra-1', () => stranger),
    otherWorker: await ask(worker.port, 'fra-1', () => otherWorker),
    takenForAnother: await ask(worker.port, 'fra-2', () => root),
    foreignAuthority: await ask(worker.port, 'fra-1', () => others.rootFiles()),
    plain,
  }).toEqual({
    root: 200,
    stranger: expect.stringMatching(/refuses our certificate|closed|hang up|ECONNRESET/),
    otherWorker: expect.stringMatching(/refuses our certificate|closed|hang up|ECONNRESET/),
    takenForAnother: 'it shows the certificate of another worker',
    foreignAuthority: 'its certificate is not of our authority',
    plain: 'no answer',
  })
})

test('an expired certificate counts on neither side', async () => {
  const ours = await authority()
  const past = await authority(daysAway(-100))
  const { worker: good } = await workerWith({
    ...ours.filesFor('fra-1', []),
    authorities: past.authorities,
  })
  const { worker: expired } = await workerWith(past.filesFor('fra-1', []))
  expect([
    await ask(good.port, 'fra-1', () => ({ ...past.rootFiles(), authorities: ours.authorities })),
    await ask(expired.port, 'fra-1', () => past.rootFiles()),
  ]).toEqual([
    expect.stringMatching(/refuses our certificate|closed|hang up|ECONNRESET/),
    'its certificate has expired',
  ])
})

test('a renewed certificate is taken up while requests go on', async () => {
  const ours = await authority()
  const { worker, put, isTakenUp } = await workerWith(ours.filesFor('fra-1', []))
  const connection = connectionTo(worker.port, 'fra-1', () => ours.rootFiles())
  const found = new Set<unknown>()
  let isOver = false
  const load = (async () => {
    while (!isOver) {
      found.add(await askOver(connection))
      found.add(await ask(worker.port, 'fra-1', () => ours.rootFiles()))
    }
  })()
  await ours.beginRotation()
  put(ours.filesFor('fra-1', []))
  await until(isTakenUp)
  await ours.finishRotation()
  await new Promise(resolve => setTimeout(resolve, 100))
  isOver = true
  await load
  expect(found).toEqual(new Set([200]))
})

test('half a change of the files leaves what is in force', async () => {
  const ours = await authority()
  const files = ours.filesFor('fra-1', [])
  const { worker, put } = await workerWith(files)
  put({ ...files, key: ours.filesFor('fra-1', []).key })
  const isRefused = () => worker.logLines.some(({ level }) => level === 'warn')
  await until(isRefused)
  expect(await ask(worker.port, 'fra-1', () => ours.rootFiles())).toBe(200)
})

test('one of the three files is not enough', () => {
  const settings = workerSettings({ WORKER_TLS_CERT_FILE: '/x' })
  expect(() => tlsPaths(settings)).toThrow('WORKER_TLS_KEY_FILE')
  expect(tlsPaths(workerSettings())).toBe(null)
})
