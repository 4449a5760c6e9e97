import type { Host } from '#contract/model/host'
import type { HostFacts, HostVerdict } from '#contract/model/host-facts'
import { aHost as hostNamed } from '#test/fakes/a-host'

export const aHost: Host = hostNamed('h-oak', {
  ...{ name: 'oak', address: '203.0.113.7', priority: 100 },
})

export const someFacts: HostFacts = {
  at: 0,
  hostname: 'oak',
  os: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
  kernel: '6.1.0',
  architecture: 'x64',
  pageSize: 4096,
  glibc: '2.36',
  cpus: 2,
  load1: 0,
  memory: { total: 1_073_741_824, available: 900_000_000 },
  disk: { total: 50_000_000_000, free: 40_000_000_000 },
  isSystemd: true,
  privileges: 'sudo',
  docker: null,
  cloudInit: 'absent',
  apt: { lockedBy: null },
  firewall: { rejectsInput: false, manager: null },
  clockSkewMs: 0,
  timeZone: 'Etc/UTC',
  installed: null,
  cloud: null,
  roundTripMs: 1,
}

export function seen(
  change: Partial<HostFacts> = {},
  methods: Extract<HostVerdict, { name: 'seen' }>['methods'] = ['plain', 'docker'],
): HostVerdict {
  const facts = { ...someFacts, ...change }
  return { name: 'seen', facts, score: { total: 50, parts: [] }, problems: [], methods }
}
