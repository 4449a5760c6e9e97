import { duplexPair } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import { silentLog } from '#main/base/log'
import type { HostLink } from '#main/provisioning/host-link'
import { MovingAddress } from '#main/provisioning/tunnel/moving-address'
import { Tunnel } from '#main/provisioning/tunnel/tunnel'

const never = new AbortController().signal

/** A host on which a container runs at the address `at`, or none; and what was asked of it. */
function house() {
  const host = { at: null as string | null, looks: 0, now: 0, isBroken: false }
  const forwarded: string[] = []
  const moves: string[] = []
  const failures: unknown[] = []
  const lose: (() => void)[] = []
  const openLink = (): HostLink => ({
    hostId: HostId.parse('h'),
    closed: new Promise<void>(resolve => lose.push(resolve)),
    run: () => Promise.reject(new Error('not asked for')),
    feed: () => Promise.reject(new Error('not asked for')),
    async forward(address) {
      forwarded.push(address)
      if (address === host.at) return duplexPair()[0]
      throw new FaultError({ code: 'host.unreachable', host: 'h', detail: 'nobody there' })
    },
    roundTripMs: async () => 1,
    close: () => lose.at(-1)?.(),
  })
  const address = new MovingAddress({
    last: '10.0.1.2',
    async look() {
      host.looks++
      if (host.isBroken) throw new Error('Coolify does not answer')
      return host.at
    },
    onMove: to => void moves.push(to),
    onFailure: cause => void failures.push(cause),
    now: () => host.now,
  })
  const open = () => {
    const tunnel = new Tunnel({ address, port: 3001, open: async () => openLink(), log: silentLog })
    onTestFinished(() => tunnel.close())
    tunnel.start()
    return tunnel
  }
  return { host, forwarded, moves, failures, address, open, loseLink: () => lose.at(-1)?.() }
}

test('a new connection looks first, and whoever dials waits for that', async () => {
  const { host, forwarded, moves, open } = house()
  host.at = '10.0.1.7'
  await open().dial(never)
  expect({ forwarded, moves, looks: host.looks }).toEqual({
    ...{ forwarded: ['10.0.1.7'], moves: ['10.0.1.7'], looks: 1 },
  })
})

test('where it was refused it is looked for again, and tried at the new address', async () => {
  const { host, forwarded, moves, open } = house()
  host.at = '10.0.1.2'
  const tunnel = open()
  await tunnel.dial(never)
  host.now = 60_000
  host.at = '10.0.1.9'
  await Promise.all([tunnel.dial(never), tunnel.dial(never)])
  expect({ forwarded, moves, looks: host.looks }).toEqual({
    forwarded: ['10.0.1.2', '10.0.1.2', '10.0.1.2', '10.0.1.9', '10.0.1.9'],
    ...{ moves: ['10.0.1.9'], looks: 2 },
  })
})

test('one that does not run is not looked for with every request', async () => {
  const { host, moves, open } = house()
  const tunnel = open()
  for (let i = 0; i < 5; i++) await expect(tunnel.dial(never)).rejects.toThrow('nobody there')
  expect({ moves, looks: host.looks }).toEqual({ moves: [], looks: 1 })
  host.now = 5_000
  host.at = '10.0.1.3'
  await tunnel.dial(never)
  expect({ moves, looks: host.looks }).toEqual({ moves: ['10.0.1.3'], looks: 2 })
})

test('a look that fails leaves the address that was known', async () => {
  const { host, failures, open } = house()
  host.isBroken = true
  host.at = '10.0.1.2'
  await open().dial(never)
  expect(failures).toEqual([new Error('Coolify does not answer')])
})

test('over a new connection it is looked for, however short the last look was ago', async () => {
  const { host, forwarded, open, loseLink } = house()
  host.at = '10.0.1.2'
  const tunnel = open()
  await tunnel.dial(never)
  loseLink()
  await expect.poll(() => tunnel.state.name).toBe('down')
  host.at = '10.0.1.4'
  tunnel.retryNow()
  await tunnel.dial(never)
  expect(forwarded).toEqual(['10.0.1.2', '10.0.1.4'])
})
