import type { ListedHost } from '#contract/http/hosts'
import { Refusal } from '../../fake-bridge.ts'
import { aHost } from '../../hosts.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'
import { deploymentLog, deployments, planned, running } from './deployments.ts'

const now = Date.now()
const iso = (ago: number) => new Date(now - ago).toISOString()
const shown = (fingerprint: string) => ({ type: 'ssh-ed25519', fingerprint, blob: 'AAAA' })
const first = shown('SHA256:p2hZk0yWcM3b8XoF6oY1mVtq4hHn9sLkD2eRzT7uJfA')
const second = shown('SHA256:Qm7d1vXcB9nK4sLw0pTzR8yGhJ5aE2uFoI6xN3tCkWs')

const hosts: readonly ListedHost[] = [
  aHost('oracle-fra-1', { region: 'eu-frankfurt-1', at: iso(40_000) }),
  aHost('法兰克福的第二台免费机器（备用）', { region: '法兰克福', at: iso(90_000) }),
  aHost('oracle-nrt-1', {
    ...{ region: 'ap-tokyo-1', at: iso(60_000) },
    more: {
      trust: { ...aHost('x').trust, state: 'changed', key: second, pinned: first },
    },
  }),
  aHost('hetzner-1', {
    at: iso(3_600_000),
    more: {
      installed: null,
      trust: { ...aHost('x').trust, state: 'offered', key: first, pinned: null },
      verdict: null,
    },
  }),
  aHost('vps-old', {
    at: iso(60_000),
    more: {
      ...{ installed: null, region: null },
      verdict: {
        ...{ state: 'unseen', facts: null, score: null, methods: [] },
        problems: [
          {
            code: 'host.unreachable',
            sentence: 'fault',
            facts: {
              ...{ host: 'vps-old', detail: 'nothing listens there.' },
              why: { code: 'nothing-listens', facts: { place: '203.0.113.9:22' } },
            },
            warning: false,
            message:
              '"vps-old" could not be reached: 203.0.113.9:22: nothing listens there. Check the port, and that its SSH server runs; a machine that just booted needs a minute.',
            help: 'Look whether the machine runs and has this address, and whether the firewall of its cloud lets its SSH port in.',
          },
        ],
      },
    },
  }),
  aHost('ready-1', { at: iso(1_000), more: { installed: null } }),
  aHost('locked-1', { at: iso(1_000), more: { installed: null } }),
]

const workers = [
  aWorker('h-oracle-fra-1', {
    ...{ name: 'oracle-fra-1', origin: 'host', transport: 'tunnel', hostName: 'oracle-fra-1' },
    load: { inFlight: 3, served: 912, failed: 1, latencyMs: 1_900, firstTokenMs: 410 },
  }),
  aWorker('h-法兰克福的第二台免费机器（备用）', {
    ...{ origin: 'host', transport: 'tunnel' },
    phase: {
      name: 'offline',
      since: now - 60_000,
      reason: { kind: 'unreachable', detail: 'ETIMEDOUT' },
      retryAt: now + 20_000,
    },
  }),
]

const root = { name: 'running', address: 'http://127.0.0.1:3000', since: now - 9_000_000 } as const
const snapshot = aSnapshot({ root, workers })
const api: NonNullable<Scene['api']> = {
  listHosts: { hosts: [...hosts] },
  listDeployments: { deployments, next_cursor: null },
  getDeployment: ({ path }) => deployments.find(({ id }) => id === path['id']) ?? running,
  getDeploymentLog: deploymentLog,
  getWorkerLog: '2026-11-22T10:15:04Z listening on 127.0.0.1:3001\n2026-11-22T10:15:09Z ready\n',
  addHost: { ...(hosts[3] as ListedHost) },
  discoverHosts: { hosts: [hosts[3] as ListedHost] },
  importHosts: {
    ...{ format: 'csv', dry_run: true, deployment_strategy: null, added: 2, known: 1, refused: 1 },
    warnings: ['The file names no key: ~/.ssh/id_ed25519 is taken.'],
    hosts: [
      {
        where: 'line 2',
        name: 'oracle-7',
        outcome: 'added',
        host_id: null,
        reason: null,
        warnings: [],
      },
      {
        where: 'line 3',
        name: '东京',
        outcome: 'added',
        host_id: null,
        reason: null,
        warnings: [],
      },
      {
        where: 'line 4',
        name: 'oracle-1',
        outcome: 'known',
        host_id: null,
        reason: null,
        warnings: [],
      },
      {
        ...{ where: 'line 5', name: 'b', outcome: 'refused', host_id: null, warnings: [] },
        reason: 'port: a number is expected',
      },
    ],
  },
  startDeployment: planned,
  listCoolifyAccounts: {
    accounts: [
      {
        ...{ id: 'c1', name: 'coolify.example', url: 'https://coolify.example', image: null },
        ...{ team: 'Root Team', version: '4.2.1', abilities: ['read', 'write', 'deploy'] },
        ...{ warnings: ['No image was named yet.'], added_at: iso(0) },
      },
    ],
  },
  listCoolifyServers: {
    servers: [
      ['fra', 'fra-1', true, null],
      ['nrt', '东京-1', false, null],
      ['ams', 'ams-1', true, 'h-1'],
    ].map(([uuid, name, up, id]) => ({
      ...{ uuid: String(uuid), name: String(name), address: '203.0.113.7', port: 22, user: 'root' },
      ...{ is_reachable: up === true, is_usable: true, host_id: id as string | null },
    })),
  },
}

export const hostsScenes: Readonly<Record<string, Scene>> = {
  hosts: { snapshot, api },
  'hosts-many': {
    snapshot,
    api: {
      ...api,
      listHosts: {
        hosts: Array.from({ length: 200 }, (_, at) => aHost(`host-${at}`, { at: iso(at * 9_000) })),
      },
    },
  },
  'hosts-none': {
    snapshot: aSnapshot({ root }),
    api: {
      ...api,
      listHosts: { hosts: [] },
      listDeployments: { deployments: [], next_cursor: null },
    },
  },
  'hosts-failing': {
    snapshot,
    api: { ...api, listHosts: new Refusal({ code: 'storage.full' }) },
  },
  'hosts-waiting': { snapshot, api: { ...api, listHosts: () => new Promise(() => {}) } },
  'coolify-away': {
    snapshot,
    api: {
      ...api,
      listCoolifyServers: new Refusal({
        code: 'coolify.unreachable',
        detail: 'connect ECONNREFUSED 203.0.113.4:443',
      }),
    },
  },
}
