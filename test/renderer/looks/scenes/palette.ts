import type { AnswerOf } from '#contract/http/operations'
import { aSnapshot, aWorker, settingViews } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'

const now = Date.now()
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
const root = {
  name: 'running',
  address: 'http://127.0.0.1:3000',
  since: now - 7_200_000,
} as const
const busy = { inFlight: 3, served: 4_120, failed: 3, latencyMs: 2_314, firstTokenMs: 412 }
const workers = [
  aWorker('local-1', { load: busy }),
  aWorker('fra-1a', { origin: 'host', transport: 'tunnel', hostName: 'oracle-fra-1' }),
  aWorker('东京二号机房的备用工作节点', { origin: 'saved', transport: 'http' }),
  aWorker('old-1', {
    origin: 'saved',
    phase: { name: 'offline', since: now, reason: { kind: 'silent' }, retryAt: now + 22_000 },
  }),
  aWorker('nrt-1a', { origin: 'saved', phase: { name: 'draining', since: now } }),
]

type Alert = AnswerOf<'listAlerts'>['alerts'][number]
const alert = (id: string, more: Partial<Alert>): Alert => ({
  ...{ id, rule: 'offline', subject: 'old-1', name: 'old-1', severity: 'warning', state: 'open' },
  ...{ message: 'The worker "old-1" is offline: it does not answer.' },
  ...{ opened_at: ago(4), told_at: ago(3), recovered_at: null },
  ...more,
})
const disk = 'The disk with the data folder has 0.8 GiB left (2.1 %).'
const zhDisk = '数据文件夹所在的磁盘只剩 0.8 GiB（2.1 %）。'
const alertsIn = (language: string): AnswerOf<'listAlerts'> => ({
  alerts: [
    alert('9', {
      ...{ rule: 'disk', subject: 'data-folder', name: null, severity: 'critical' },
      message: language === 'en' ? disk : zhDisk,
      opened_at: ago(1),
    }),
    alert('8', language === 'en' ? {} : { message: '工作节点“old-1”已离线。' }),
    alert('7', {
      ...{ rule: 'budget', subject: 'a', name: 'Cherry Studio', state: 'recovered' },
      message:
        language === 'en'
          ? 'The app "Cherry Studio" has spent $8.10 of $10.00 this month.'
          : '应用“Cherry Studio”本月已花 $8.10，预算 $10.00。',
      ...{ opened_at: ago(400), recovered_at: ago(90) },
    }),
  ],
  next_cursor: null,
})
const metrics: AnswerOf<'getMetrics'> = {
  uptime: 7_200,
  requests: {
    ...{ total: 4_123, served: 4_120, failed: 3, cancelled: 0, retried: 2, in_flight: 3 },
    mean_latency_ms: 2_314,
  },
  workers: [],
  recent: { over_seconds: 60, requests: 744, first_token_p95_ms: 620 },
  consensus: { runs: 0, agreed: 0, early_stops: 0, by_worker: [] },
  unkept: null,
}
const running: Scene = {
  snapshot: aSnapshot({ root, workers }),
  api: {
    listHosts: { hosts: [] },
    listDeployments: { deployments: [], next_cursor: null },
    listRequests: { requests: [], next_cursor: null, unkept: null },
    listAlerts: call => alertsIn(call.query['language'] ?? 'en'),
    getMetrics: metrics,
  },
  after: bridge => {
    let served = busy.served
    setInterval(() => {
      served += 6
      bridge.change({
        type: 'worker',
        worker: aWorker('local-1', { load: { ...busy, served } }),
      })
    }, 500)
  },
}

export const paletteScenes: Readonly<Record<string, Scene>> = {
  palette: running,
  'palette-well': {
    ...running,
    api: { ...running.api, listAlerts: { alerts: [], next_cursor: null } },
    snapshot: aSnapshot({
      root,
      workers,
      settings: settingViews({
        alertsMutedUntil: { value: new Date(now + 3_600_000).toISOString(), source: 'saved' },
      }),
    }),
  },
}
