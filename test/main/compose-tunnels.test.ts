import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId, WorkerId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { composeTunnels, tunnelLinks } from '#main/compose-tunnels'
import { Fleet } from '#main/fleet/fleet'
import { Nodes } from '#main/fleet/nodes'
import type { HostLink } from '#main/provisioning/host-link'
import { noSecrets } from '#main/provisioning/hosts/host-safe'
import { aHost } from '#test/fakes/a-host'
import { startTestWorker, until } from '#test/fakes/worker-program'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const hostId = HostId.parse('fra-1')
const workerId = WorkerId.parse('fra-1')
const [firstSecret, secondSecret] = ['the first secret of it', 'the second secret of it']

function host(port: number, change: Partial<Host> = {}): Host {
  return aHost(hostId, {
    ...{ name: 'Frankfurt', address: '203.0.113.7', auth: { kind: 'agent' }, hasOwnKey: true },
    method: 'plain',
    installed: {
      ...{ workerId: 'fra-1', method: 'plain', version: '1', address: '127.0.0.1', at: 0 },
      port,
    },
    ...change,
  })
}

/** Forwards to this machine itself. */
function linkHere(): HostLink {
  let lose = () => {}
  const closed = new Promise<void>(resolve => {
    lose = resolve
  })
  const refuse = () => Promise.reject(new Error('not asked for'))
  return {
    ...{ hostId, closed, run: refuse, feed: refuse },
    close: () => lose(),
    roundTripMs: async () => 1,
    forward: async (address, port) => connect(port, address),
  }
}

async function house(open: () => Promise<HostLink> = async () => linkHere()) {
  const worker = await startTestWorker({
    ROOT_NODE_SECRET: firstSecret ?? '',
    ROOT_NODE_SECRET_PREVIOUS: secondSecret ?? '',
  })
  cleanup.defer(() => worker.stop(0))
  const fleet = new Fleet({
    connect: () => {
      throw new Error('not asked for')
    },
    ...{ healthIntervalMs: 60_000, choices: new Map(), log: silentLog },
  })
  cleanup.defer(() => fleet.close())
  const book = {
    ...{ hosts: [host(worker.port)], secret: firstSecret ?? '' },
    ...{ address: null as string | null, noted: [] as string[] },
  }
  const tunnels = composeTunnels(
    {
      fleet,
      hosts: {
        list: () => book.hosts,
        secretsOf: async () => ({ ...noSecrets, workerSecret: new Secret(book.secret) }),
      },
      openTunnelLink: open,
      addressOf: async () => book.address,
      noteAddress: async (_id, address) => void book.noted.push(address),
      rootFiles: () => Promise.reject(new Error('not asked for')),
      log: silentLog,
    },
    cleanup,
  )
  await tunnels.refresh()
  const phase = () => fleet.find(workerId)?.phase.name
  return { worker, fleet, book, tunnels, phase }
}

test('a host with a worker brings it into the fleet, and one without takes it out', async () => {
  const { worker, fleet, book, tunnels, phase } = await house()
  await until(() => phase() === 'healthy')
  const before = fleet.find(workerId)
  book.hosts = [host(worker.port, { name: 'Main' })]
  await tunnels.refresh()
  const renamed = fleet.snapshot().map(({ name, hostName, url }) => ({ name, hostName, url }))
  expect(fleet.find(workerId)).toBe(before)
  expect(renamed).toEqual([{ name: 'Main', hostName: 'Main', url: 'ssh://203.0.113.7:22' }])
  book.hosts = [host(worker.port, { installed: null })]
  await tunnels.refresh()
  expect([fleet.all(), tunnels.stateOf(hostId)]).toEqual([[], null])
})

test('another secret is signed with from then on, and the worker stays', async () => {
  const { fleet, book, tunnels, phase } = await house()
  await until(() => phase() === 'healthy')
  const before = fleet.find(workerId)
  book.secret = secondSecret ?? ''
  await tunnels.refresh()
  await fleet.look(before ?? expect.fail('it is gone'))
  const kept = [fleet.find(workerId) === before, phase()]
  book.secret = 'a third one that the worker does not know'
  await tunnels.refresh()
  await fleet.look(before ?? expect.fail('it is gone'))
  expect([kept, phase()]).toEqual([[true, 'healthy'], 'offline'])
})

test('a host that refuses shows its worker offline with the reason, until it is told to try', async () => {
  let isRefused = true
  const { fleet, tunnels, phase } = await house(async () => {
    if (!isRefused) return linkHere()
    const fault = { code: 'host.auth-refused', host: 'Frankfurt', user: 'ubuntu' } as const
    throw new FaultError({ ...fault, tried: ['publickey'], offered: [] })
  })
  await until(() => phase() === 'offline')
  const [shown] = fleet.snapshot()
  expect(shown?.phase).toMatchObject({
    reason: { kind: 'host', fault: { code: 'host.auth-refused', user: 'ubuntu' } },
  })
  isRefused = false
  tunnels.retry(hostId)
  await until(() => phase() === 'healthy')
})

const byCoolify = ({ installed, ...rest }: Host, address: string): Host => ({
  ...rest,
  installed: installed && { ...installed, method: 'coolify', address },
})

test('a container of Coolify is looked for where it is, which is noted, and it stays the same worker', async () => {
  const { worker, fleet, book, tunnels, phase } = await house()
  book.address = '127.0.0.1'
  book.hosts = [byCoolify(host(worker.port), '127.0.0.9')]
  await tunnels.refresh()
  await until(() => phase() === 'healthy')
  const before = fleet.find(workerId)
  book.hosts = [byCoolify(host(worker.port), '127.0.0.1')]
  await tunnels.refresh()
  expect([book.noted, fleet.find(workerId) === before]).toEqual([['127.0.0.1'], true])
})

test('it cannot be removed as a node', async () => {
  const { fleet } = await house()
  const nodes = new Nodes({
    fleet,
    shelf: {
      ...{ list: () => [], choices: () => [], save: async () => {}, remove: async () => true },
      ...{ saveChoice: async () => {}, removeChoice: async () => true },
    },
    ...{ choices: new Map(), lostAfterMs: 60_000, removeSaved: async () => {} },
    ...{ publish() {}, log: silentLog },
  })
  cleanup.defer(() => nodes.close())
  await expect(nodes.remove('fra-1')).rejects.toMatchObject({
    fault: { code: 'worker.hosted', workerId: 'fra-1', host: 'Frankfurt' },
  })
})

test('the tunnel goes by its own key, and by that of the host where there is none', async () => {
  const asked: string[] = []
  const links = {
    open: async () => {
      asked.push('own login')
      return linkHere()
    },
    openAs: async (_id: HostId, { user }: { readonly user: string }) => {
      asked.push(user)
      return linkHere()
    },
  }
  const withKey = { ...noSecrets, tunnelKey: new Secret('k') }
  const cases = [
    [noSecrets, host(1)],
    [withKey, host(1)],
    [withKey, byCoolify(host(1), '10.0.1.2')],
  ] as const
  for (const [found, record] of cases) {
    const open = tunnelLinks({ get: () => record, secretsOf: async () => found }, links)
    await open(hostId, new AbortController().signal)
  }
  expect(asked).toEqual(['own login', 'banyan-tunnel', 'own login'])
})

test('a worker that is being taken away is let go first, and comes back when it stays', async () => {
  let opened = 0
  const { fleet, tunnels, phase } = await house(async () => {
    opened++
    return linkHere()
  })
  await until(() => phase() === 'healthy')
  await tunnels.leave(hostId)
  await tunnels.refresh()
  tunnels.retry(hostId)
  expect([fleet.all(), tunnels.stateOf(hostId), opened]).toEqual([[], null, 1])
  await tunnels.stay(hostId)
  await until(() => phase() === 'healthy')
  expect(opened).toBe(2)
})

test('a way that opens again opens for those behind it; a computer that wakes knocks at no closed door', async () => {
  let tries = 0
  const { worker, fleet, book, tunnels } = await house(async () => {
    tries++
    const fault = { code: 'host.auth-refused', host: 'Frankfurt', user: 'ubuntu' } as const
    throw new FaultError({ ...fault, tried: ['publickey'], offered: [] })
  })
  const jump = HostId.parse('jump')
  const behind = host(worker.port, { jump })
  book.hosts = [behind, host(worker.port, { id: jump, installed: null })]
  await tunnels.refresh()
  const isDown = () => tunnels.stateOf(hostId)?.name === 'down'
  await until(isDown)
  const before = tries
  fleet.lookAnew()
  tunnels.retry(HostId.parse('another'))
  expect([tries - before, isDown()]).toEqual([0, true])
  tunnels.retry(jump)
  expect(tries - before).toBe(1)
})
