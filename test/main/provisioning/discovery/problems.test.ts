import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Host } from '#contract/model/host'
import type { HostFacts } from '#contract/model/host-facts'
import { rankedMethods } from '#main/provisioning/discovery/methods'
import { verdictOf } from '#main/provisioning/discovery/verdict'
import { aHost } from '#test/fakes/a-host'
import { healthyFacts } from './healthy-facts.ts'

function judged(facts: Partial<HostFacts>, host: Partial<Host> = {}) {
  const verdict = verdictOf(aHost('small', host), healthyFacts(facts), [])
  if (verdict.name !== 'seen') throw new Error('a host with facts is seen')
  return {
    methods: verdict.methods,
    stops: verdict.problems.filter(one => !one.isWarning).map(({ code }) => code),
    warns: verdict.problems.filter(one => one.isWarning).map(({ code }) => code),
  }
}
const running = { version: '28.2.2', isRunning: true }
const both = ['plain', 'docker']

test('a healthy host has no problem', () => {
  expect(judged({})).toEqual({ methods: both, stops: [], warns: [] })
})

test.each<[string, Partial<HostFacts>, readonly string[]]>([
  ['no root', { privileges: 'none' }, ['no-privileges']],
  ['a sudo that asks', { privileges: 'sudo-asks' }, ['sudo-asks']],
  ['neither systemd nor Docker', { isSystemd: false }, ['no-systemd']],
  [
    'no systemd and a Docker that is down',
    { isSystemd: false, docker: { version: '28.2.2', isRunning: false } },
    ['no-systemd', 'docker-down'],
  ],
  [
    'no systemd, no root, and Docker',
    { isSystemd: false, docker: running, privileges: 'none' },
    ['no-privileges'],
  ],
  ['an old C library and no way to Docker', { glibc: '2.17', apt: null }, ['old-glibc']],
  ['little memory', { memory: { total: 1e9, available: 399e6 } }, ['memory']],
  ['little disk', { disk: { total: 1e9, free: 599e6 } }, ['disk']],
  ['an unknown processor', { architecture: 'riscv64' }, ['architecture']],
  ['a system of 32 bits', { architecture: 'aarch64, 32 bit' }, ['architecture']],
  ['a clock six minutes ahead', { clockSkewMs: 360_000 }, ['clock']],
  ['a clock six minutes behind', { clockSkewMs: -360_000 }, ['clock']],
])('cannot be used: %s', (_, facts, stops) => {
  expect(judged(facts)).toMatchObject({ methods: [], stops })
})

test.each<[string, Partial<HostFacts>, readonly string[], readonly string[]]>([
  ['scarce memory', { memory: { total: 1e9, available: 700e6 } }, ['memory'], both],
  ['large pages', { pageSize: 65536 }, ['page-size'], both],
  ['a clock two minutes off', { clockSkewMs: -120_000 }, ['clock'], both],
  ['a locked apt', { apt: { lockedBy: 'apt-get' } }, ['apt-locked'], both],
  ['a first start that goes on', { cloudInit: 'running' }, ['cloud-init-running'], both],
  ['a first start that failed', { cloudInit: 'failed' }, ['cloud-init-failed'], both],
  [
    'an old C library where Docker runs',
    { glibc: '2.27', docker: running },
    ['old-glibc'],
    ['docker'],
  ],
  ['musl where Docker runs', { glibc: null, docker: running }, ['old-glibc'], ['docker']],
  [
    'a Docker that is down beside systemd',
    { docker: { version: '28.2.2', isRunning: false } },
    ['docker-down'],
    both,
  ],
  [
    'podman',
    { docker: { version: 'podman 4.9.4', isRunning: false }, apt: null },
    ['podman'],
    ['plain'],
  ],
  [
    'Oracle Linux',
    { os: { id: 'ol', version: '9.4', name: 'Oracle Linux Server 9.4' }, apt: null },
    ['oracle-linux'],
    ['plain'],
  ],
])('is warned of, and can be used: %s', (_, facts, warns, methods) => {
  expect(judged(facts)).toEqual({ methods, stops: [], warns })
})

test('a full disk and little memory stop nobody from looking after what is installed', () => {
  const installed = { method: 'docker', version: '1.0.0', isRunning: true } as const
  const full = { disk: { total: 1e9, free: 0 }, memory: { total: 1e9, available: 1e8 }, installed }
  expect(judged(full)).toEqual({
    methods: ['docker', 'plain'],
    stops: [],
    warns: ['memory', 'disk'],
  })
})

test('a firewall matters where the worker is reached from outside', () => {
  const firewall = { rejectsInput: true, manager: 'netfilter-persistent' } as const
  expect(judged({ firewall }).warns).toEqual([])
  expect(judged({ firewall }, { transport: 'tls' }).warns).toEqual(['firewall'])
  expect(judged({ firewall }, { transport: 'http' }).warns).toEqual(['firewall'])
})

test('glibc 2.100 is newer than 2.28, and 2.3 is not', () => {
  expect(judged({ glibc: '2.100' }).methods).toEqual(both)
  expect(judged({ glibc: '2.3', apt: null }).methods).toEqual([])
})

test('what is installed comes first, then Coolify, then plain; each with a reason', () => {
  const coolify = { accountId: 'home', serverUuid: null }
  const ways = (facts: Partial<HostFacts>, host: Partial<Host> = {}) =>
    rankedMethods(aHost('small', host), healthyFacts(facts))
  expect(ways({ docker: running }, { coolify })).toEqual([
    { method: 'coolify', why: 'Coolify manages this host.' },
    { method: 'plain', why: 'It has systemd, and nothing else has to be installed.' },
    { method: 'docker', why: 'Docker runs there.' },
  ])
  const installed = { method: 'docker', version: '1.0.0', isRunning: false } as const
  expect(ways({ installed })).toEqual([
    { method: 'docker', why: 'The worker that is there runs in this way.' },
    { method: 'plain', why: 'It has systemd, and nothing else has to be installed.' },
  ])
})

test('where Coolify manages a host, its user needs no sudo', () => {
  const coolify = { accountId: 'home', serverUuid: null }
  expect(judged({ privileges: 'none' }, { coolify })).toEqual({
    methods: ['coolify'],
    stops: [],
    warns: ['no-privileges'],
  })
})

const anyFacts = fc.record({
  architecture: fc.constantFrom('x64', 'arm64', 'riscv64', 'x86_64, 32 bit'),
  pageSize: fc.constantFrom(4096, 65536),
  glibc: fc.constantFrom(null, '2.17', '2.39'),
  memory: fc.integer({ min: 0, max: 2e9 }).map(available => ({ total: 2e9, available })),
  disk: fc.integer({ min: 0, max: 2e9 }).map(free => ({ total: 2e9, free })),
  isSystemd: fc.boolean(),
  privileges: fc.constantFrom('root', 'sudo', 'sudo-asks', 'none'),
  docker: fc.constantFrom(
    null,
    running,
    { version: null, isRunning: false },
    { version: 'podman 5.0', isRunning: false },
  ),
  apt: fc.constantFrom(null, { lockedBy: null }),
  clockSkewMs: fc.integer({ min: -1e6, max: 1e6 }),
  installed: fc.constantFrom(null, { method: 'plain', version: null, isRunning: true } as const),
})

test('whatever the facts: there is no method if and only if a problem says what stops it', () => {
  const coolify = fc.constantFrom(null, { accountId: 'home', serverUuid: null })
  fc.assert(
    fc.property(anyFacts, coolify, (facts, coolify) => {
      const { methods, stops } = judged(facts, { coolify })
      expect(methods.length === 0).toBe(stops.length > 0)
    }),
    { numRuns: 1000 },
  )
})
