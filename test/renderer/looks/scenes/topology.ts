import type { ListedHost } from '#contract/http/hosts'
import type { AnswerOf } from '#contract/http/operations'
import { type SeriesFigure, seriesFigures } from '#contract/model/series'
import type { Worker } from '#contract/model/worker'
import type { ApiAnswers } from '../../fake-bridge.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'
import { busy, chance, playTraffic } from './traffic.ts'

const now = Date.now()
const minute = 60_000
const root = {
  name: 'running',
  address: 'http://127.0.0.1:3000',
  since: now - 187 * minute,
} as const

const answering = (name: 'gemini' | 'openai' | 'anthropic', model: string) => ({
  name,
  models: [model],
  problem: null,
})
const models = {
  gemini: answering('gemini', 'gemini-2.5-flash'),
  openai: answering('openai', 'gpt-5-mini'),
  anthropic: answering('anthropic', 'claude-sonnet-4-5'),
}

function onHost(id: string, hostName: string, more: Partial<Worker> = {}): Worker {
  return aWorker(id, {
    ...{ origin: 'host', transport: 'tunnel', hostName, url: 'ssh://141.144.20.7:22', slots: 8 },
    phase: { name: 'healthy', since: now - 148 * 60 * minute },
    version: '1.4.2',
    providers: [models.gemini, models.openai],
    vitals: { cpu_usage: 34, memory_usage: 61, disk_usage: 39 },
    ...more,
  })
}

const load = (inFlight: number, firstTokenMs: number | null, served = 812) => ({
  ...{ inFlight, firstTokenMs, served, failed: 0 },
  latencyMs: firstTokenMs === null ? null : firstTokenMs * 4,
})

const six: readonly Worker[] = [
  onHost('fra-1a', 'oracle-fra-1', { load: load(6, 410) }),
  onHost('fra-1b', 'oracle-fra-1', {
    phase: { name: 'degraded', since: now - 3 * minute },
    vitals: { cpu_usage: 41, memory_usage: 93, disk_usage: 39 },
    load: load(3, 880),
  }),
  onHost('nrt-1a', 'oracle-nrt-1', { load: load(8, 550), providers: [models.anthropic] }),
  onHost('nrt-1b', 'oracle-nrt-1', { load: load(1, 490), providers: [models.openai] }),
  onHost('old-1', 'vps-old', {
    phase: {
      name: 'offline',
      since: now - 4 * minute,
      reason: { kind: 'host', fault: { code: 'host.cut', host: 'vps-old', detail: 'it was lost' } },
      retryAt: now + 22_000,
    },
    load: load(0, 640, 57),
  }),
  aWorker('local-1', {
    phase: { name: 'draining', since: now - minute },
    providers: [models.openai],
    load: load(0, 300, 12),
  }),
]

function aHost(
  name: string,
  region: string | null,
  architecture: string,
  roundTripMs: number,
): ListedHost {
  return {
    ...{ id: name, name, address: '141.144.20.7', port: 22, user: 'ubuntu', region },
    monthly_cost: 0,
    auth: {
      ...{ kind: 'private_key', private_key_path: null, has_private_key: true },
      ...{ has_passphrase: false, has_password: false, readable: true },
    },
    ...{ has_own_key: true, jump: null, host_key: 'ask', method: 'auto', transport: 'tunnel' },
    ...{ priority: 100, critical: false, coolify: null },
    trust: {
      ...{ state: 'pinned', key: null, pinned: null, pinned_at: null, because: 'owner' },
      expected_fingerprint: null,
    },
    verdict: {
      state: 'seen',
      facts: {
        at: new Date(now).toISOString(),
        hostname: name,
        os: { id: 'ubuntu', version: '24.04', name: 'Ubuntu 24.04' },
        ...{ kernel: '6.8', architecture, page_size: 4096, glibc: '2.39', cpus: 1, load1: 0.3 },
        memory: { total: 6 * 2 ** 30, available: 4 * 2 ** 30 },
        disk: { total: 47 * 2 ** 30, free: 29 * 2 ** 30 },
        ...{ systemd: true, privileges: 'sudo', docker: null, cloud_init: 'done' },
        apt: { locked_by: null },
        firewall: { rejects_input: true, manager: 'netfilter-persistent' },
        ...{ clock_skew_ms: 3, time_zone: 'UTC', installed: null, cloud: 'oracle' },
        round_trip_ms: roundTripMs,
      },
      score: { total: 88, parts: [] },
      ...{ problems: [], methods: ['docker'] },
    },
    installed: null,
    idle: {
      ...{ near: false, since: new Date(now).toISOString(), hours: 160, help: [] },
      p95: { cpu: 34, network: 20, memory: 61 },
    },
    added_at: new Date(now).toISOString(),
  }
}

const hosts = [
  aHost('oracle-fra-1', 'Frankfurt', 'arm64', 21),
  aHost('oracle-nrt-1', '東京', 'arm64', 96),
  aHost('vps-old', null, 'x64', 140),
]

const app = (id: string, name: string) => ({
  ...{ id, name, models: [], requests_per_minute: null, tokens_per_day: null },
  ...{ budget_usd_per_month: null, expires_at: null, cache: 'off' as const },
  ...{ keep_contents: false, revoked: false, key_hint: 'a1b2' },
  created_at: new Date(now).toISOString(),
  ...{ tokens_today: 812_000, cost_usd_this_month: 14.2 },
})

const apps = [
  app('default', 'Default'),
  app('cherry', 'Cherry Studio'),
  app('webui', 'Open WebUI'),
  app('claude', 'Claude Code'),
  app('novel', '小说助手'),
  app('script', 'nightly-summaries'),
  app('old-app', 'Cline'),
]

/** The last hour by minutes; nothing in it where the share is 0. */
function pastHour(
  query: Readonly<Record<string, string>>,
  share = 1,
): AnswerOf<'getMetricsSeries'> {
  const from = (Math.floor(now / minute) - 59) * minute
  const figures = (seed: number, part: number) => {
    const figure = (name: SeriesFigure, at: number) => {
      const wave = chance(at + seed)
      if (name === 'requests') return Math.round(part * (20 + 24 * wave))
      if (name === 'failed') return at % 13 === 12 ? Math.round(2 * part) : 0
      return part > 0 && name.endsWith('_ms') ? 300 + 320 * wave : null
    }
    const columns = seriesFigures.map(name => [
      name,
      Array.from({ length: 60 }, (_, at) => figure(name, at)),
    ])
    const total = seriesFigures.map(name => [name, part > 0 && name.endsWith('_ms') ? 570 : null])
    // Sound: one for each name.
    return { columns: Object.fromEntries(columns), total: Object.fromEntries(total) } as Pick<
      AnswerOf<'getMetricsSeries'>,
      'columns' | 'total'
    >
  }
  const by = (['worker', 'provider'] as const).find(each => each === query['by']) ?? 'app'
  const told = { worker: ['fra-1a'], provider: ['openai', 'anthropic'], app: busy }
  const keys = share === 0 ? [] : told[by]
  return {
    ...{ by, step: 60, before: null, counted_from: null, ...figures(7, share) },
    ...{ from: new Date(from).toISOString(), to: new Date(now).toISOString() },
    groups: keys.map((key, at) => ({ key, name: null, ...figures(at, share / 4) })),
  }
}

const usage = {
  ...{ requests: 41_208, failed: 12, prompt_tokens: 500_000, completion_tokens: 312_000 },
  ...{ cached_tokens: 0, reasoning_tokens: 0, cost_usd: 1.18, unpriced: 0 },
}

const api: ApiAnswers = {
  listHosts: { hosts },
  listApps: { apps },
  getMetricsSeries: ({ query }) => pastHour(query),
  getUsage: {
    ...{ by: 'worker', from: '2026-01-01', to: '2026-01-01', total: usage },
    rows: [{ key: 'fra-1a', name: null, ...usage }],
  },
  listEvents: {
    events: [
      { seq: 1, at: ago(55), type: 'node.healthy', subject: 'old-1', data: {} },
      { seq: 2, at: ago(40), type: 'node.offline', subject: 'nrt-1a', data: {} },
      { seq: 3, at: ago(12), type: 'node.healthy', subject: 'nrt-1a', data: {} },
      { seq: 4, at: ago(4), type: 'node.offline', subject: 'old-1', data: {} },
    ],
    ...{ gone: false, next_after: null },
  },
  changeNode: ({ path }) => ({
    ...{ id: path['id'] ?? '', name: path['id'] ?? '', url: null, origin: 'host' },
    ...{ status: 'draining', status_reason: null, role: 'worker', priority: 0, weight: 1 },
    ...{ max_concurrent_requests: 8, capabilities: [], models: [], version: null, hostname: null },
    ...{ incarnation: null, last_heartbeat: null, in_flight: 0, queued: null },
    ...{ cpu_usage: null, memory_usage: null, disk_usage: null },
  }),
}

function ago(minutes: number): string {
  return new Date(now - minutes * minute).toISOString()
}

function manyWorkers(count: number): readonly Worker[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${['fra', 'nrt', 'iad', 'sin'][at % 4]}-${Math.floor(at / 4) + 1}`
    const phase: Worker['phase'] =
      at % 37 === 36
        ? {
            ...{ name: 'offline', since: now - 9 * minute, retryAt: now + 60_000 },
            reason: { kind: 'silent' },
          }
        : at % 29 === 28
          ? { name: 'suspect', since: now }
          : { name: 'healthy', since: now - 100 * minute }
    return onHost(name, name, { phase, load: load(at % 5, 300 + 9 * (at % 60)) })
  })
}

const regions = ['Frankfurt', '東京', 'Ashburn', 'Singapore']
const manyHosts = (workers: readonly Worker[]) =>
  workers.map(({ name }, at) => aHost(name, regions[at % 4] ?? null, 'arm64', 20 + at))

function many(count: number, perSecond: number, more: Partial<Worker> = {}): Scene {
  const workers = manyWorkers(count).map(worker => ({ ...worker, ...more }))
  return {
    snapshot: aSnapshot({ root, workers }),
    api: { ...api, listHosts: { hosts: manyHosts(workers) } },
    after: bridge => playTraffic(bridge, workers, perSecond),
  }
}

const words = 'The key was refused (401): check OPENAI_API_KEY.'
const refused = { ...models.openai, problem: words, problem_code: 'key_refused' }
const limited = { ...models.anthropic, problem: 'Slow down (429).', problem_code: 'limited' }
/** Of a worker that is too old to give a code. */
const worded = { ...models.gemini, problem: 'User location is not supported for the API use.' }

const troubled = [
  onHost('fra-1a', 'oracle-fra-1', { providers: [refused, worded], load: load(2, 410) }),
  onHost('nrt-1a', 'oracle-nrt-1', { providers: [refused, limited], load: load(1, 320) }),
]

const long = [
  onHost('法兰克福第一机房的备用工作节点甲', '法兰克福第一机房的备用主机', { load: load(2, 410) }),
  onHost('wide-name-of-a-worker-that-somebody-typed', 'a-very-long-host-name.example.internal', {
    phase: { name: 'isolated', since: now },
    providers: [refused],
  }),
  aWorker('local-1', { phase: { name: 'starting' }, providers: [], models: [] }),
]

export const topologyScenes: Readonly<Record<string, Scene>> = {
  'topology-six': {
    snapshot: aSnapshot({ root, workers: six }),
    api,
    after: bridge => playTraffic(bridge, six, 9),
  },
  'topology-quiet': { snapshot: aSnapshot({ root, workers: six }), api },
  'topology-one': {
    snapshot: aSnapshot({ root, workers: [aWorker('local-1', { providers: [models.openai] })] }),
    api: {
      ...api,
      listHosts: { hosts: [] },
      listApps: { apps: apps.slice(0, 1) },
      getMetricsSeries: ({ query }) => pastHour(query, 0),
    },
  },
  'topology-twelve': many(12, 8),
  'topology-sixteen': many(16, 9, {
    providers: [models.gemini, models.openai, models.anthropic],
  }),
  'topology-24': many(24, 12),
  'topology-60': many(60, 20),
  'topology-200': many(200, 50),
  'topology-troubled': { snapshot: aSnapshot({ root, workers: troubled }), api },
  'topology-long': { snapshot: aSnapshot({ root, workers: long }), api },
}
