import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Fault, FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import { Discovery, type DiscoveryProgress } from '#main/provisioning/discovery/discovery'
import type { HostLink, HostLinks } from '#main/provisioning/host-link'
import type { HostChange } from '#main/provisioning/hosts'
import { aHost } from '#test/fakes/a-host'

const stdout = JSON.stringify({
  ...{ hostname: 'x', osId: 'debian', osVersion: '12', osName: 'Debian 12', kernel: '6.1' },
  ...{ machine: 'x86_64', wordBits: 64, pageSize: 4096, glibc: '2.36', cpus: 2, load1: 0 },
  ...{ memoryTotal: 4e9, memoryAvailable: 3e9, diskTotal: 40e9, diskFree: 30e9 },
  ...{ isSystemd: true, privileges: 'sudo', hasDocker: false, dockerVersion: null },
  ...{ dockerRuns: false, cloudInit: 'absent', hasApt: true, aptLockedBy: null },
  ...{ rejectsInput: false, firewallManager: null, timeZone: 'UTC', hasPlain: false },
  ...{ plainVersion: null, plainRuns: false, container: null, cloudId: null, dmi: null },
  clock: 1_700_000_000_000,
})
const clock = { monotonicMs: () => 0, wallMs: () => 1_700_000_000_005 }
const never = new AbortController().signal

/** A book in memory, and links that do as each host's script says. */
class Scripted implements HostLinks {
  readonly #hosts: Map<HostId, Host>
  readonly #open: Readonly<Record<string, (signal: AbortSignal, turn: number) => Promise<void>>>
  /** What is run on a host ends after this. */
  readonly #run: Promise<void>
  readonly opened: string[] = []
  readonly closed: string[] = []
  openNow = 0
  mostOpen = 0

  constructor(
    ids: readonly string[],
    open: Readonly<Record<string, (signal: AbortSignal, turn: number) => Promise<void>>> = {},
    run: Promise<void> = Promise.resolve(),
  ) {
    this.#hosts = new Map(ids.map(id => [HostId.parse(id), aHost(id)]))
    this.#open = open
    this.#run = run
  }

  get = (id: HostId): Host => {
    const host = this.#hosts.get(id)
    if (!host) throw new FaultError({ code: 'host.unknown', host: id })
    return host
  }

  change = async (id: HostId, change: HostChange): Promise<Host> => {
    const host = { ...this.get(id), ...change }
    this.#hosts.set(id, host)
    return host
  }

  remove(id: string): void {
    this.#hosts.delete(HostId.parse(id))
  }

  async open(hostId: HostId, signal: AbortSignal): Promise<HostLink> {
    const turn = this.opened.filter(id => id === hostId).length
    this.opened.push(hostId)
    this.mostOpen = Math.max(this.mostOpen, ++this.openNow)
    try {
      await this.#open[hostId]?.(signal, turn)
    } catch (failure) {
      this.openNow--
      throw failure
    }
    return {
      hostId,
      run: async () => {
        await this.#run
        return { exitCode: 0, signal: null, stdout, stderr: '', durationMs: 1 }
      },
      feed: () => Promise.reject(new Error('not used')),
      forward: () => Promise.reject(new Error('not used')),
      roundTripMs: async () => 10,
      closed: Promise.resolve(),
      close: () => {
        this.openNow--
        this.closed.push(hostId)
      },
    }
  }
}

function discoveryOf(hosts: Scripted, limits = { atOnce: 16, withinMs: 2_000 }) {
  return new Discovery({ hosts, links: hosts, clock, preferredRegions: () => [] }, limits)
}
const ids = (...names: readonly string[]) => names.map(name => HostId.parse(name))
const fails = (fault: Fault) => () => Promise.reject(new FaultError(fault))

test('keeps and tells a verdict for each host, and closes every link', async () => {
  const hosts = new Scripted(['a', 'b'])
  const told: DiscoveryProgress[] = []
  const verdicts = await discoveryOf(hosts).discover(ids('a', 'b', 'a'), never, one => {
    told.push(one)
  })
  const a = hosts.get(HostId.parse('a')).verdict
  expect(a).toMatchObject({
    name: 'seen',
    facts: { at: 1_700_000_000_005, clockSkewMs: 0, roundTripMs: 10 },
    problems: [],
    methods: ['plain', 'docker'],
  })
  expect([...verdicts]).toEqual([
    ['a', a],
    ['b', hosts.get(HostId.parse('b')).verdict],
  ])
  expect(told.filter(one => one.name === 'begun')).toHaveLength(2)
  expect(told).toContainEqual({ name: 'found', hostId: 'a', verdict: a })
  expect(hosts.closed).toEqual(['a', 'b'])
})

test.each<[Fault, RegExp]>([
  [{ code: 'host.unreachable', host: 'a', detail: 'nothing listens there' }, /security list/],
  [{ code: 'host.auth-refused', host: 'a', user: 'x', tried: ['key'], offered: [] }, /"opc"/],
  [
    {
      code: 'host.untrusted',
      host: 'a',
      key: { type: 'ssh-ed25519', fingerprint: 'SHA256:x', blob: 'x' },
    },
    /trust the key/,
  ],
  [{ code: 'host.noisy', host: 'a', detail: 'hello' }, /\.bashrc/],
])(
  'a host that cannot be looked at says why and what helps, after one try: %o',
  async (fault, help) => {
    const hosts = new Scripted(['a'], { a: fails(fault) })
    const verdicts = await discoveryOf(hosts).discover(ids('a'), never)
    expect(verdicts.get(HostId.parse('a'))).toEqual({
      name: 'unseen',
      problems: [
        {
          code: fault.code,
          says: { sentence: 'fault', fault },
          isWarning: false,
          message: expect.stringContaining('"a"'),
          help: expect.stringMatching(help),
        },
      ],
    })
    expect(hosts.opened).toEqual(['a'])
  },
)

test('a link that was lost is worth one more', async () => {
  const cut = fails({ code: 'host.cut', host: 'a', detail: 'reset' })
  const once = new Scripted(['a'], { a: (_, turn) => (turn === 0 ? cut() : Promise.resolve()) })
  const verdicts = await discoveryOf(once).discover(ids('a'), never)
  expect(verdicts.get(HostId.parse('a'))?.name).toBe('seen')

  const always = new Scripted(['a'], { a: cut })
  await discoveryOf(always).discover(ids('a'), never)
  expect(always.opened).toEqual(['a', 'a'])
})

test('a host that never answers, and hears no signal, holds up nobody and is closed late', async () => {
  const late = new AbortController()
  const hosts = new Scripted(['dead', 'b'], {
    dead: () => new Promise(resolve => late.signal.addEventListener('abort', () => resolve())),
  })
  const found: string[] = []
  const work = discoveryOf(hosts, { atOnce: 2, withinMs: 100 }).discover(
    ids('dead', 'b'),
    never,
    one => {
      if (one.name === 'found') found.push(one.hostId)
    },
  )
  await expect.poll(() => found).toEqual(['b'])
  expect((await work).get(HostId.parse('dead'))).toMatchObject({
    name: 'unseen',
    problems: [
      {
        code: 'host.silent',
        message: 'No connection to "dead" came about within 0.1 s.',
        help: expect.stringContaining('firewall'),
      },
    ],
  })
  late.abort()
  await expect.poll(() => hosts.openNow).toBe(0)
})

test('a host that lets us in and then freezes is told from one that is not reached', async () => {
  const hosts = new Scripted(['frozen'], {}, new Promise(() => {}))
  const verdicts = await discoveryOf(hosts, { atOnce: 1, withinMs: 50 }).discover(
    ids('frozen'),
    never,
  )
  expect(verdicts.get(HostId.parse('frozen'))).toMatchObject({
    name: 'unseen',
    problems: [{ code: 'host.slow', help: expect.stringContaining('half frozen') }],
  })
})

test('so many at once, and no more', async () => {
  const names = Array.from({ length: 9 }, (_, number) => `h${number}`)
  const slow = Object.fromEntries(names.map(name => [name, () => wait(5)]))
  const hosts = new Scripted(names, slow)
  const verdicts = await discoveryOf(hosts, { atOnce: 4, withinMs: 2_000 }).discover(
    ids(...names),
    never,
  )
  expect({ most: hosts.mostOpen, order: [...verdicts.keys()] }).toEqual({ most: 4, order: names })
})

test('cancelled, it leaves those that are not done as they were', async () => {
  const hosts = new Scripted(['a', 'slow', 'c'], {
    slow: signal =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  })
  const cancel = new AbortController()
  const verdicts = await discoveryOf(hosts, { atOnce: 1, withinMs: 2_000 }).discover(
    ids('a', 'slow', 'c'),
    cancel.signal,
    one => {
      if (one.name === 'begun' && one.hostId === 'slow') setImmediate(() => cancel.abort())
    },
  )
  expect([...verdicts.keys()]).toEqual(['a'])
  expect(ids('slow', 'c').map(id => hosts.get(id).verdict)).toEqual([null, null])
})

test('an unknown host is refused before any is looked at', async () => {
  const hosts = new Scripted(['a'])
  await expect(discoveryOf(hosts).discover(ids('a', 'ghost'), never)).rejects.toMatchObject({
    fault: { code: 'host.unknown' },
  })
  expect(hosts.opened).toEqual([])
})

test('a host that is removed meanwhile is left out', async () => {
  const hosts = new Scripted(['a', 'b'], { a: async () => hosts.remove('a') })
  const verdicts = await discoveryOf(hosts).discover(ids('a', 'b'), never)
  expect([...verdicts.keys()]).toEqual(['b'])
})

test('a bug with one host comes out after the others are done', async () => {
  const bug = new TypeError('a bug')
  const hosts = new Scripted(['a', 'b'], { a: () => Promise.reject(bug) })
  await expect(discoveryOf(hosts).discover(ids('a', 'b'), never)).rejects.toMatchObject({
    errors: [bug],
  })
  expect(hosts.get(HostId.parse('b')).verdict?.name).toBe('seen')
})
