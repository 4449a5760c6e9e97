import { type Duplex, duplexPair } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import { silentLog } from '#main/base/log'
import type { HostLink } from '#main/provisioning/host-link'
import { Tunnel, type TunnelPace, type TunnelState } from '#main/provisioning/tunnel/tunnel'
import { until } from '#test/fakes/worker-program'

const pace: TunnelPace = { firstMs: 20, mostMs: 40, steadyAfterMs: 0, proofMs: 30 }
const never = new AbortController().signal

/** A link that is lost when the test says so. */
class FakeLink implements HostLink {
  readonly hostId = HostId.parse('h')
  readonly closed: Promise<void>
  readonly streams: Duplex[] = []
  isDead = false
  #lose = () => {}

  constructor() {
    this.closed = new Promise(resolve => {
      this.#lose = resolve
    })
  }

  run(): never {
    throw new Error('not asked for')
  }

  feed(): never {
    throw new Error('not asked for')
  }

  async forward(): Promise<Duplex> {
    const [here] = duplexPair()
    here.on('error', () => {})
    this.streams.push(here)
    return here
  }

  roundTripMs(signal: AbortSignal): Promise<number> {
    if (!this.isDead) return Promise.resolve(1)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }

  close(): void {
    this.#lose()
  }
}

const tunnels: Tunnel[] = []
afterEach(() => {
  for (const tunnel of tunnels.splice(0)) tunnel.close()
})

/** Each `open` gets the next of these; after the last one, the last again. */
function tunnelOver(...outcomes: readonly (FakeLink | Error)[]) {
  const states: TunnelState['name'][] = []
  let opened = 0
  const tunnel = new Tunnel({
    address: '127.0.0.1',
    port: 3001,
    async open() {
      const outcome = outcomes[Math.min(opened++, outcomes.length - 1)]
      if (outcome instanceof FakeLink) return outcome
      throw outcome
    },
    pace,
    log: silentLog,
  })
  tunnels.push(tunnel)
  tunnel.onChange(({ name }) => states.push(name))
  tunnel.start()
  return { tunnel, states, opened: () => opened }
}

const unreachable = new FaultError({ code: 'host.unreachable', host: 'h', detail: 'no route' })
const refused = new FaultError({
  code: 'host.auth-refused',
  host: 'h',
  user: 'u',
  tried: ['publickey'],
  offered: ['password'],
})

test('whoever dials while it connects for the first time gets a channel', async () => {
  const link = new FakeLink()
  const { tunnel } = tunnelOver(link)
  const stream = await tunnel.dial(never)
  expect([stream, tunnel.state]).toEqual([
    link.streams[0],
    { name: 'up', since: expect.any(Number) },
  ])
})

test('what is lost is opened again at once, and its channels end', async () => {
  const first = new FakeLink()
  const { tunnel, states } = tunnelOver(first, new FakeLink())
  const stream = await tunnel.dial(never)
  first.close()
  await tunnel.dial(never).catch(() => tunnel.dial(never))
  await until(() => tunnel.state.name === 'up' && states.length > 2)
  expect([stream.destroyed, states]).toEqual([true, ['connecting', 'up', 'connecting', 'up']])
})

test('what cannot be reached is tried again, and says why meanwhile', async () => {
  const { tunnel, opened } = tunnelOver(unreachable, unreachable, new FakeLink())
  await expect(tunnel.dial(never)).rejects.toThrow('"h" could not be reached: no route')
  expect(tunnel.state).toMatchObject({ name: 'down', retryAt: expect.any(Number) })
  await expect(tunnel.dial(never)).rejects.toThrow('no route')
  await until(() => tunnel.state.name === 'up')
  expect(opened()).toBe(3)
})

test('what was refused is not tried again until somebody says so', async () => {
  const { tunnel, opened } = tunnelOver(refused, new FakeLink())
  await until(() => tunnel.state.name === 'down')
  await new Promise(resolve => setTimeout(resolve, 100))
  expect([opened(), tunnel.state]).toEqual([
    1,
    { name: 'down', since: expect.any(Number), retryAt: null, reason: expect.any(String) },
  ])
  await expect(tunnel.dial(never)).rejects.toMatchObject({
    cause: { fault: { code: 'host.auth-refused' } },
  })
  tunnel.retryNow()
  await until(() => tunnel.state.name === 'up')
})

test('one that is lost again and again is not opened in a hurry', async () => {
  const lost = new FakeLink()
  lost.close()
  const tunnel = new Tunnel({
    ...{ address: '127.0.0.1', port: 3001, log: silentLog },
    open: async () => lost,
    pace: { ...pace, steadyAfterMs: 1_000 },
  })
  tunnels.push(tunnel)
  tunnel.start()
  await until(() => tunnel.state.name === 'down')
  expect(tunnel.state).toMatchObject({ reason: 'the SSH connection was lost' })
  await expect(tunnel.dial(never)).rejects.toMatchObject({
    message: 'the SSH connection was lost',
    cause: { fault: { code: 'host.cut' } },
  })
})

test('a connection in doubt that answers is kept; one that does not is given up', async () => {
  const first = new FakeLink()
  const { tunnel, states, opened } = tunnelOver(first, new FakeLink())
  await until(() => tunnel.state.name === 'up')
  tunnel.doubt()
  await new Promise(resolve => setTimeout(resolve, 60))
  expect(opened()).toBe(1)
  first.isDead = true
  tunnel.retryNow()
  await until(() => states.length === 4)
  expect([tunnel.state.name, opened()]).toEqual(['up', 2])
})

test('a close ends it for good, with what goes through it', async () => {
  const link = new FakeLink()
  const { tunnel, opened } = tunnelOver(link)
  const stream = await tunnel.dial(never)
  tunnel.close()
  await expect(tunnel.dial(never)).rejects.toThrow('the tunnel was closed')
  expect([stream.destroyed, tunnel.state, opened()]).toEqual([true, { name: 'closed' }, 1])
})

test('a dial that nobody waits for any more is given up', async () => {
  const tunnel = new Tunnel({
    ...{ address: '127.0.0.1', port: 3001, log: silentLog, pace },
    open: () => new Promise(() => {}),
  })
  tunnels.push(tunnel)
  tunnel.start()
  const signal = AbortSignal.timeout(20)
  await expect(tunnel.dial(signal)).rejects.toThrow('aborted due to timeout')
})
