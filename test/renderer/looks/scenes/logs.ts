import type { LogsPage, LogsQuery } from '#contract/http/logs'
import { isAtLeast, isOfSources, type LogLine } from '#contract/model/log-line'
import { Refusal } from '../../fake-bridge.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'

const now = Date.now()
const nobody = { request_id: null, deployment_id: null, worker_id: null, host_id: null }

type Said = Pick<LogLine, 'source' | 'level' | 'text'> & Partial<LogLine>

/** What a root node says in a while, over and over. */
const said: readonly Said[] = [
  {
    source: 'root',
    level: 'info',
    text: 'worker healthy',
    fields: { worker: 'fra-1a', models: 4 },
  },
  {
    source: 'worker:local-1',
    level: 'info',
    text: 'request',
    fields: { id: '0b7c1f2e', method: 'POST', path: '/v1/chat/completions', status: 200, ms: 1314 },
    request_id: '0b7c1f2e',
    worker_id: 'local-1',
  },
  {
    source: 'root',
    level: 'warn',
    text: 'request failed',
    fields: {
      requestId: '5d0e77aa',
      outcome: 'failed',
      status: 502,
      model: 'gpt-5-mini',
      attempts: 2,
      workerId: 'old-1',
      fault: { code: 'worker.unreachable', workerId: 'old-1', detail: 'connect ECONNREFUSED' },
    },
    request_id: '5d0e77aa',
    worker_id: 'old-1',
  },
  { source: 'event', level: 'info', text: 'node.healthy fra-1a', fields: {}, worker_id: 'fra-1a' },
  {
    source: 'worker:法兰克福-备用-工作节点-02',
    level: 'info',
    text: '请求已完成',
    fields: { id: '91ab', model: 'claude-sonnet-4-5', 应用: '小说助手', ms: 2210 },
    worker_id: '法兰克福-备用-工作节点-02',
  },
  {
    source: 'deployment:9f3c2a71',
    level: 'info',
    text: '$ apt-get install --yes docker-ce docker-ce-cli containerd.io',
    fields: { step: 'docker ready', asRoot: true },
    deployment_id: '9f3c2a71',
    host_id: 'oracle-fra-1',
  },
  {
    source: 'deployment:9f3c2a71',
    level: 'warn',
    text: 'exit 100 · 9214 ms',
    fields: { step: 'docker ready' },
    deployment_id: '9f3c2a71',
    host_id: 'oracle-fra-1',
  },
  {
    source: 'root',
    level: 'error',
    text: 'local worker given up',
    fields: {
      worker: 'local-2',
      reason: 'its process ended 5 times in a minute, the last time with exit code 137',
    },
    worker_id: 'local-2',
  },
  {
    source: 'audit',
    level: 'info',
    text: 'window host.changed oracle-fra-1',
    fields: {
      actor: 'window',
      action: 'host.changed',
      subject: 'oracle-fra-1',
      detail: { user: 'ubuntu', port: 22 },
    },
    host_id: 'oracle-fra-1',
  },
  {
    source: 'root',
    level: 'debug',
    text: 'request over',
    fields: { requestId: 'c0ffee', status: 200 },
  },
]

const line = (at: number, index: number): LogLine => ({
  ...nobody,
  fields: {},
  ...(said[index % said.length] ?? { source: 'root', level: 'info', text: '' }),
  id: `l-${index}`,
  at,
})

const lines = Array.from({ length: 2_400 }, (_, at) => line(now - (2_400 - at) * 1_370, at))

const audited: readonly (readonly [
  actor: string,
  action: string,
  subject: string,
  detail: object,
])[] = [
  ['root', 'root.started', 'http://127.0.0.1:3000', { version: '0.1.0', wasStopped: true }],
  ['window', 'app.added', 'Cherry Studio', { models: null, requestsPerMinute: 60 }],
  ['stranger', 'request.refused', '/api/hosts', { from: '192.168.1.44', fault: 'secret.required' }],
  ['owner', 'host.added', 'oracle-fra-1', { address: '141.144.20.7', user: 'ubuntu' }],
  ['app:小说助手', 'session.deleted', '长篇小说《榕树》第十二章的修改意见与大纲讨论', {}],
  ['window', 'setting.changed', 'workerTimeoutMs', { value: '45000' }],
  ['root', 'root.failed', 'root', { fault: 'port.taken' }],
  ['window', 'deployment.started', '9f3c2a71', { action: 'provision', hosts: 3 }],
]

const auditLines = Array.from({ length: 180 }, (_, at): LogLine => {
  const [actor, action, subject, detail] = audited[at % audited.length] ?? ['', '', '', {}]
  return {
    ...nobody,
    id: `audit-${at + 1}`,
    at: now - (180 - at) * 734_000,
    source: 'audit',
    level: /(refused|failed)$/.test(action) ? 'warn' : 'info',
    text: `${actor} ${action} ${subject}`,
    fields: { seq: at + 1, actor, action, subject, detail, hash: '9c1f'.repeat(16) },
  }
})

/** As the root node pages, filters and searches. */
function page(query: LogsQuery): LogsPage {
  const wanted = query.sources.split(',').filter(source => source !== '')
  const all = query.sources === 'audit' ? auditLines : lines
  const fitting = all
    .filter(
      each =>
        isAtLeast(each.level, query.level) &&
        isOfSources(each.source, wanted) &&
        JSON.stringify(each).toLowerCase().includes(query.search.toLowerCase()),
    )
    .toReversed()
  const from = Number(query.before?.split('.')[1] ?? 0)
  const given = fitting.slice(from, from + query.limit)
  const isEnd = from + query.limit >= fitting.length
  return { lines: given, next_before: isEnd ? null : `0.${from + query.limit}` }
}

const root = { name: 'running', address: 'http://127.0.0.1:3000', since: now - 60_000 } as const
const workers = [
  aWorker('local-1'),
  aWorker('法兰克福', { origin: 'host', transport: 'tunnel', hostName: '法兰克福' }),
  aWorker('tokyo-1', { origin: 'host', transport: 'tls', hostName: 'tokyo-1' }),
]
const snapshot = aSnapshot({ root, workers })
const sound = {
  sound: true,
  entries: 12_418,
  broken_at: null,
  reason: null,
  kept_head: 'known',
} as const

export const logsScenes: Readonly<Record<string, Scene>> = {
  logs: {
    snapshot,
    answers: { 'logs.read': page },
    api: { verifyAudit: sound },
    after(bridge) {
      let at = lines.length
      setInterval(() => {
        at += 1
        bridge.change({ type: 'log', lines: [line(Date.now(), at)], skipped: 0 })
      }, 400)
    },
  },
  'logs-flood': {
    snapshot,
    answers: { 'logs.read': page },
    after: bridge =>
      void setTimeout(
        () =>
          bridge.change({
            type: 'log',
            lines: lines.slice(0, 300).map((each, at) => ({ ...each, id: `f-${at}`, at: now })),
            skipped: 9_700,
          }),
        700,
      ),
  },
  'logs-empty': {
    snapshot,
    answers: { 'logs.read': () => ({ lines: [], next_before: null }) },
  },
  'logs-reading': { snapshot, answers: { 'logs.read': () => new Promise(() => {}) } },
  'logs-failed': { snapshot, answers: { 'logs.read': () => new Refusal({ code: 'internal' }) } },
  'logs-stopped': {
    snapshot: aSnapshot({ root: { name: 'stopped' } }),
    answers: { 'logs.read': page },
  },
  'logs-broken': {
    snapshot,
    answers: { 'logs.read': page },
    api: {
      verifyAudit: {
        ...{ sound: false, entries: 411, broken_at: 412, reason: 'changed', kept_head: 'missing' },
      },
    },
  },
}
