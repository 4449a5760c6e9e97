import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HostId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import type { Secret } from '#main/base/secret'
import { until } from '#test/fakes/worker-program'
import { askFor } from './asked-worker.ts'
import { fleetOf, type HostedFleet } from './hosted-fleet.ts'
import { type LabHost, openLab } from './lab.ts'
import { addTunnelUser, linkTo, startWorkerOn, workerPort } from './worker-on-host.ts'

const house = new Cleanup()
afterAll(() => house.run())

let host: LabHost
let key: Secret
let hosted: HostedFleet

beforeAll(async () => {
  host = await openLab(house).up('through')
  await startWorkerOn(host)
  key = await addTunnelUser(host)
  hosted = await fleetOf([host], { transport: 'tunnel', tunnelKey: key }, house)
  await until(() => hosted.worker('through').phase.name === 'healthy', 10_000)
})

const slowly = '[[fault:slow-stream:50]] count 1 to 60'
const sshConnections = () => host.run('ss -Htn state established sport = :22 | wc -l')
/** The pattern is none that finds its own shell. */
const endSessions = "kill $(pgrep -f 'sshd: [b]anyan-tunnel') || true"
const isUp = () => hosted.worker('through').phase.name === 'healthy'

test('the fleet shows it as a worker of its host, reached through SSH', () => {
  const { id, hostName, url, transport, origin } = hosted.worker('through').snapshot()
  expect({ id, hostName, url, transport, origin }).toEqual({
    id: 'through',
    hostName: 'through',
    url: `ssh://${host.address}:22`,
    transport: 'tunnel',
    origin: 'host',
  })
})

test('eight answers stream at once through one connection, and nothing listens to the outside', async () => {
  const worker = hosted.worker('through')
  const asked = await Promise.all(Array.from({ length: 8 }, () => askFor(worker, slowly)))
  expect(asked.map(({ status, fault }) => ({ status, fault }))).toEqual(
    Array.from({ length: 8 }, () => ({ status: 200, fault: null })),
  )
  for (const { pieces, text } of asked) {
    expect(pieces).toBeGreaterThan(20)
    expect(text).toContain('[DONE]')
  }
  expect(await sshConnections()).toBe('1')
  expect(await host.run(`ss -Htln sport = :${workerPort} | awk '{print $4}'`)).toBe(
    `127.0.0.1:${workerPort}`,
  )
})

test('a whole answer comes through, and a large question', async () => {
  const { status, text } = await askFor(hosted.worker('through'), 'x'.repeat(150_000), {
    stream: false,
  })
  expect([status, text.length > 1_000]).toEqual([200, true])
})

test('the key of the tunnel opens the port of the worker, and nothing else', async () => {
  const signal = AbortSignal.timeout(10_000)
  const link = await linkTo(host, key, signal)
  try {
    await expect(link.forward('127.0.0.1', 22, signal)).rejects.toMatchObject({
      fault: { code: 'host.unreachable' },
    })
    const ran = link.run(
      { words: 'look around', script: 'id', asRoot: false, withinMs: 5_000 },
      signal,
    )
    await expect(ran).rejects.toMatchObject({ name: 'FaultError' })
    const open = await link.forward('127.0.0.1', workerPort, signal)
    open.destroy()
  } finally {
    link.close()
  }
})

test('when its connection is ended, answers break off at once and it is soon back', async () => {
  const worker = hosted.worker('through')
  let began = 0
  const asked = askFor(worker, slowly, {
    onPiece() {
      if (began > 0) return
      began = performance.now()
      void host.run(endSessions)
    },
  })
  expect(await asked).toMatchObject({ status: 200, fault: { code: 'worker.cut' } })
  const brokenMs = performance.now() - began
  const again = await askFor(worker, 'there?')
  expect(again).toMatchObject({ status: 200, fault: null })
  // Most of it is the way into the host that ends it.
  expect(brokenMs).toBeLessThan(4_000)
  expect(performance.now() - began).toBeLessThan(6_000)
  await until(isUp)
})

test('a server that is started anew is found again', async () => {
  await host.run(`systemctl stop ssh; ${endSessions}`)
  const worker = hosted.worker('through')
  await until(() => worker.phase.name === 'offline', 5_000)
  const state = hosted.tunnels.stateOf(HostId.parse('through'))
  const refused = await askFor(worker, 'there?')
  expect(refused).toMatchObject({ status: null, fault: { code: 'worker.unreachable' } })
  expect(refused.ms).toBeLessThan(500)
  expect(state?.name).toMatch(/down|connecting/)
  await host.run('systemctl start ssh')
  await until(isUp, 20_000)
})

test('a cable that is pulled is noticed, and what was lost comes back by itself', async () => {
  const worker = hosted.worker('through')
  const limits = { headMs: 2_000, pieceMs: 2_000 }
  let isPulled = false
  const asked = await askFor(worker, slowly, {
    limits,
    onPiece() {
      if (!isPulled) void host.lab('link', 'down')
      isPulled = true
    },
  })
  expect(asked).toMatchObject({ status: 200, fault: { code: 'worker.silent' } })
  await until(() => worker.phase.name === 'offline', 40_000)
  await pause(1_000)
  await host.lab('link', 'up')
  await until(isUp, 70_000)
  expect(await askFor(worker, 'there?')).toMatchObject({ status: 200, fault: null })
}, 150_000)
