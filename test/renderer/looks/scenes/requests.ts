import type { AnswerOf } from '#contract/http/operations'
import type { Change } from '#contract/ipc/changes'
import { Refusal } from '../../fake-bridge.ts'
import { aFailedAttempt, aRequest } from '../../screens/requests/a-request.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'

type Request = AnswerOf<'getRequest'>

const now = Date.now()
const root = { name: 'running', address: 'http://127.0.0.1:3000', since: now - 9e6 } as const
const away = aWorker('old-1', {
  phase: {
    name: 'offline',
    since: now - 240_000,
    reason: { kind: 'unreachable', detail: 'connect ECONNREFUSED 203.0.113.9:3001' },
    retryAt: now + 22_000,
  },
})
const workers = [
  aWorker('fra-1a', { models: ['gpt-5', 'gpt-5-mini'] }),
  aWorker('法兰克福的第二台工作节点', { models: ['gemini-2.5-flash'] }),
  away,
]
const apps = [
  ['cherry', 'Cherry Studio'],
  ['webui', 'Open WebUI'],
  ['claude', 'Claude Code'],
  ['novel', '小说助手（长篇连载与人物设定）'],
] as const

const served = (at: number): Request =>
  aRequest({
    id: String(9_000 - at),
    request_id: `req-193e8654e124-${at}`,
    at: new Date(now - at * at * 900 - 4_000).toISOString(),
    app: apps[at % 4]?.[0] ?? 'default',
    model_asked: at % 5 === 0 ? null : 'gpt-5-mini',
    model: at % 3 === 0 ? 'gemini-2.5-flash' : 'gpt-5-mini',
    worker_id: workers[at % 2]?.id ?? null,
    provider: at % 3 === 0 ? 'gemini' : 'openai',
    first_token_ms: 180 + ((at * 97) % 900),
    latency_ms: 900 + ((at * 1_371) % 14_000),
    prompt_tokens: 40 + ((at * 311) % 9_000),
    completion_tokens: 12 + ((at * 71) % 900),
    cost_usd: at % 6 === 0 ? null : ((at * 7) % 40) / 900,
    outcome: 'served',
    status: 200,
    error_code: null,
  })

const failed = aRequest({
  id: '8999',
  request_id: 'req-193e8654e124-1',
  at: new Date(now - 7_000).toISOString(),
  app: 'cherry',
  attempts: 3,
  latency_ms: 4_812,
  waited_ms: 620,
  error_code: 'worker.unreachable',
  attempts_detail: [
    aFailedAttempt('fra-1a', {
      began_ms: 620,
      first_token_ms: 1_400,
      ended_ms: 2_900,
      error_code: 'worker.cut',
      detail: 'The worker "fra-1a" broke off in the middle of its answer.',
    }),
    aFailedAttempt('法兰克福的第二台工作节点', {
      kind: 'rescue',
      began_ms: 2_910,
      ended_ms: 3_400,
      error_code: 'provider.refused',
      detail: '429: You exceeded your current quota, please check your plan and billing details.',
    }),
    aFailedAttempt('old-1', {
      kind: 'rescue',
      began_ms: 3_400,
      ended_ms: 4_812,
      worker_then: {
        ...{ cpu_usage: 38.4, memory_usage: 96.2, disk_usage: 98 },
        ...{ in_flight: 3, slots: 4 },
      },
      detail: 'The worker "old-1" could not be reached: connect ECONNREFUSED 203.0.113.9:3001.',
    }),
  ],
})

const kept = {
  ...served(2),
  attempts: 2,
  waited_ms: 0,
  attempts_detail: [
    aFailedAttempt('old-1', {
      ended_ms: 240,
      worker_then: {
        ...{ cpu_usage: null, memory_usage: null, disk_usage: null },
        ...{ in_flight: 1, slots: 64 },
      },
    }),
    aFailedAttempt('fra-1a', {
      ...{ kind: 'retry', began_ms: 241, first_token_ms: 700, ended_ms: 3_642 },
      ...{ outcome: 'served', error_code: null, detail: null },
    } as const),
  ],
  contents: {
    request: JSON.stringify({
      model: 'gpt-5-mini',
      messages: [
        { role: 'user', content: '用一句话说明负载均衡器是做什么的，并举一个生活里的例子。' },
      ],
      stream: true,
    }),
    answer: '它像超市门口的引导员，把顾客分到最空的收银台。',
  },
}

const list: readonly Request[] = [
  failed,
  kept,
  ...Array.from({ length: 90 }, (_, at) => served(at + 3)).map(request =>
    Number(request.id) % 13 === 0
      ? {
          ...request,
          outcome: 'refused' as const,
          status: 429,
          error_code: 'app.limit-reached',
          worker_id: null,
          provider: null,
          first_token_ms: null,
          prompt_tokens: null,
          cost_usd: null,
          model: null,
          attempts: 0,
        }
      : Number(request.id) % 17 === 0
        ? { ...request, outcome: 'cancelled' as const, status: 0 }
        : request,
  ),
]

const host = {
  ...{ id: 'h1', name: 'vps-old', installed: { worker_id: 'old-1' } },
  verdict: {
    problems: [
      {
        ...{ code: 'disk', warning: true, sentence: 'disk', facts: { free: 412, least: 1_024 } },
        message: '412 MB of disk are free where the worker would be put; it needs 1024 MB.',
        help: 'Make room, or enlarge the disk.',
      },
    ],
  },
}

const api: Scene['api'] = {
  listRequests: ({ query }) => ({
    requests: list.filter(
      each =>
        (!query['outcome'] || each.outcome === query['outcome']) &&
        (!query['search'] || each.request_id.includes(query['search'])),
    ),
    next_cursor: null,
    unkept: null,
  }),
  getRequest: ({ path }) =>
    list.find(({ id, request_id }) => id === path['id'] || request_id === path['id']) ??
    new Refusal({ code: 'request.unknown', id: path['id'] ?? '' }),
  repeatRequest: () => ({ request_id: list[4]?.request_id ?? '' }),
  getRequestSurroundings: () => ({
    from: new Date(now - 130_000).toISOString(),
    to: new Date(now).toISOString(),
    events: [
      ...(['suspect', 'offline'] as const).map((phase, at) => ({
        ...{ seq: at + 1, type: `node.${phase}`, subject: 'old-1', data: {} },
        at: new Date(now - 40_000 + at * 9_000).toISOString(),
      })),
      {
        ...{ seq: 9, type: 'healing.Restart', subject: 'old-1', data: { outcome: 'failed' } },
        at: new Date(now - 12_000).toISOString(),
      },
    ],
  }),
  // Sound: only this much of a host is looked at.
  listHosts: { hosts: [host as never] },
  listApps: {
    apps: apps.map(([id, name]) => ({ id, name }) as AnswerOf<'listApps'>['apps'][number]),
  },
  // Sound: only the total is looked at.
  getMetricsSeries: { total: { failed: 3 } } as never,
}

// Sound: told by root nodes that know of live requests.
const change = (value: object) => value as Change

export const requestsScenes: Readonly<Record<string, Scene>> = {
  requests: {
    snapshot: aSnapshot({ root, workers }),
    api,
    after(bridge) {
      for (const [at, app] of ['claude', 'novel'].entries()) {
        const request = {
          requestId: `live-${at}`,
          at: now - 2_000 * at,
          appId: app,
          model: 'gpt-5',
        }
        bridge.change(change({ type: 'request.began', request }))
      }
      bridge.change(
        change({
          ...{ type: 'request.attempt', requestId: 'live-1' },
          workerId: 'fra-1a',
          attempt: 1,
        }),
      )
    },
  },
  'requests-empty': {
    snapshot: aSnapshot({ root, workers }),
    api: { ...api, listRequests: { requests: [], next_cursor: null, unkept: null } },
  },
  'requests-failing': {
    snapshot: aSnapshot({ root, workers }),
    api: { ...api, listRequests: new Refusal({ code: 'storage.full' }) },
  },
  'requests-slow': {
    snapshot: aSnapshot({ root, workers }),
    api: { ...api, listRequests: () => new Promise(() => {}) },
  },
}
