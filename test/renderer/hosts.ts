import type { ListedHost } from '#contract/http/hosts'

interface More {
  readonly region?: string
  /** When it was looked at. */
  readonly at?: string
  readonly more?: Partial<ListedHost>
}

const key = {
  type: 'ssh-ed25519',
  fingerprint: 'SHA256:p2hZk0yWcM3b8XoF6oY1mVtq4hHn9sLkD2eRzT7uJfA',
  blob: 'AAAA',
}

/** A host that was looked at and has a worker. */
export function aHost(name: string, { region, at = '2026-11-22T10:00:00.000Z', more }: More = {}) {
  const host: ListedHost = {
    ...{ id: `h-${name}`, name, address: '141.144.20.7', port: 22, user: 'ubuntu' },
    ...{ region: region ?? null, monthly_cost: 0, has_own_key: true, jump: null },
    auth: {
      ...{ kind: 'private_key_path', private_key_path: '~/.ssh/id_ed25519' },
      ...{ has_private_key: false, has_passphrase: false, has_password: false, readable: true },
    },
    ...{ host_key: 'ask', method: 'auto', transport: 'tunnel', priority: 100, critical: false },
    coolify: null,
    trust: {
      ...{ state: 'pinned', key, pinned: key, pinned_at: at, because: 'owner' },
      expected_fingerprint: null,
    },
    verdict: aVerdict(at),
    installed: {
      ...{ worker_id: `h-${name}`, method: 'plain', version: '0.1.0' },
      ...{ address: '127.0.0.1', port: 3001, at },
    },
    idle: {
      ...{ near: false, p95: { cpu: 34.2, network: 4, memory: 12 }, since: at, hours: 80 },
      help: [],
    },
    added_at: at,
    ...more,
  }
  return host
}

export function aVerdict(at = '2026-11-22T10:00:00.000Z'): NonNullable<ListedHost['verdict']> {
  return {
    state: 'seen',
    facts: {
      ...{ at, hostname: 'a', kernel: '6.8.0', architecture: 'arm64', page_size: 4096 },
      os: { id: 'ubuntu', version: '24.04', name: 'Ubuntu 24.04.1 LTS' },
      ...{ glibc: '2.39', cpus: 2, load1: 0.1, systemd: true, privileges: 'sudo', docker: null },
      memory: { total: 12_400_000_000, available: 9_800_000_000 },
      disk: { total: 48_000_000_000, free: 39_000_000_000 },
      ...{ cloud_init: 'done', apt: null, firewall: { rejects_input: true, manager: null } },
      ...{ clock_skew_ms: 1_400, time_zone: 'UTC', installed: null, cloud: 'oracle' },
      round_trip_ms: 21,
    },
    score: {
      total: 81.4,
      parts: [
        { name: 'latency', points: 28, most: 30, why: '21 ms there and back' },
        { name: 'resources', points: 31, most: 40, why: '2 processors, 9.8 GB free' },
        { name: 'region', points: 7.4, most: 15, why: 'no region is preferred' },
        { name: 'cost', points: 15, most: 15, why: 'costs nothing' },
      ],
    },
    problems: [],
    methods: ['plain'],
  }
}
