import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { systemClock } from '#main/base/clock'
import { PrivateAuthority, type TlsFiles } from '#main/provisioning/tls/private-authority'
import { until } from '#test/fakes/worker-program'
import { type Asked, askFor } from './asked-worker.ts'
import { fleetOf } from './hosted-fleet.ts'
import { type LabHost, openLab } from './lab.ts'
import { startWorkerOn } from './worker-on-host.ts'

const house = new Cleanup()
afterAll(() => house.run())

const sealer = {
  name: 'none',
  seal: async (text: string) => Buffer.from(text),
  open: async (sealed: Buffer) => sealed.toString(),
}
const shelf = { load: () => null, save: async () => {} }

let host: LabHost
let authority: PrivateAuthority
let daysBack = 0
const clock = { ...systemClock, wallMs: () => Date.now() - daysBack * 86_400_000 }

beforeAll(async () => {
  host = await openLab(house).up('mutual')
  authority = await PrivateAuthority.open({ shelf, sealer, clock })
  put(authority.filesFor('mutual', [host.address]))
  await startWorkerOn(host, {
    WORKER_HOST: '0.0.0.0',
    WORKER_TLS_CERT_FILE: '/etc/worker-cert.pem',
    WORKER_TLS_KEY_FILE: '/etc/worker-key.pem',
    WORKER_TLS_CA_FILE: '/etc/worker-ca.pem',
  })
})

/** Each moved into its place, as a step of a deployment does it. */
function put({ certificate, key, authorities }: TlsFiles): void {
  const texts = { ca: authorities, key: key.reveal(), cert: certificate }
  for (const [name, text] of Object.entries(texts)) {
    const place = join(host.root, 'etc', `worker-${name}.pem`)
    writeFileSync(`${place}.new`, text, { mode: 0o600 })
    renameSync(`${place}.new`, place)
  }
}

async function phaseWith(rootFiles: () => TlsFiles): Promise<string> {
  const cleanup = new Cleanup()
  try {
    const wish = { transport: 'tls', rootFiles: async () => rootFiles() } as const
    const worker = (await fleetOf([host], wish, cleanup)).worker('mutual')
    await until(() => worker.phase.name !== 'starting', 10_000)
    return worker.phase.name
  } finally {
    await cleanup.run()
  }
}

test('only who has a certificate of the same authority is let in', async () => {
  const foreign = await PrivateAuthority.open({ shelf, sealer })
  daysBack = 100
  const expired = authority.rootFiles()
  daysBack = 0
  const { authorities } = authority
  expect({
    ours: await phaseWith(() => authority.rootFiles()),
    foreign: await phaseWith(() => ({ ...foreign.rootFiles(), authorities })),
    otherWorker: await phaseWith(() => authority.filesFor('another', [])),
    expired: await phaseWith(() => expired),
    unbelieved: await phaseWith(() => foreign.rootFiles()),
  }).toEqual({
    ours: 'healthy',
    foreign: 'offline',
    otherWorker: 'offline',
    expired: 'offline',
    unbelieved: 'offline',
  })
})

test('the authority is replaced under load, and no request fails', async () => {
  const wish = { transport: 'tls', rootFiles: async () => authority.rootFiles() } as const
  const worker = (await fleetOf([host], wish, house)).worker('mutual')
  await until(() => worker.phase.name === 'healthy', 10_000)
  const takenUp = async () =>
    Number(await host.run('journalctl -u worker | grep -c "certificate taken up" || true'))

  const asked: Asked[] = []
  let isOver = false
  const load = Array.from({ length: 6 }, async () => {
    while (!isOver) asked.push(await askFor(worker, '[[fault:slow-stream:10]] count 1 to 20'))
  })
  const before = await takenUp()
  await authority.beginRotation()
  put(authority.filesFor('mutual', [host.address]))
  for (let look = 0; look < 40 && (await takenUp()) === before; look++) {
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  await authority.finishRotation()
  // Whoever connects from now on is known by the new authority alone.
  put(authority.filesFor('mutual', [host.address]))
  await new Promise(resolve => setTimeout(resolve, 3_000))
  isOver = true
  await Promise.all(load)
  expect(asked.filter(({ status, fault }) => status !== 200 || fault !== null)).toEqual([])
  expect(asked.length).toBeGreaterThan(20)
  expect(await takenUp()).toBeGreaterThan(before + 1)
  expect(await phaseWith(() => authority.rootFiles())).toBe('healthy')
})
