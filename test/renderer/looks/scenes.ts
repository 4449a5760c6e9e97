import type { HostFault } from '#contract/host-fault'
import { SessionId, type TurnId } from '#contract/ids'
import type { SessionMessage, SessionSummary } from '#contract/model/session'
import type { Worker } from '#contract/model/worker'
import { FakeBridge, Refusal } from '../fake-bridge.ts'
import { aSnapshot, aWorker } from '../snapshot.ts'
import type { Scene } from './scene.ts'
import { chatScenes } from './scenes/chat.ts'
import { desktopScenes } from './scenes/desktop.ts'
import { firstRunScenes } from './scenes/first-run.ts'
import { hostsScenes } from './scenes/hosts.ts'
import { logsScenes } from './scenes/logs.ts'
import { metricsScenes } from './scenes/metrics.ts'
import { paletteScenes } from './scenes/palette.ts'
import { requestsScenes } from './scenes/requests.ts'
import { settingsScenes } from './scenes/settings.ts'
import { topologyScenes } from './scenes/topology.ts'

const now = Date.now()
const minutes = 60_000
const root = {
  name: 'running',
  address: 'http://127.0.0.1:3000',
  since: now - 187 * minutes,
} as const

const local = aWorker('local-1', {
  providers: [
    { name: 'openai', models: ['gpt-5', 'gpt-5-mini'], problem: null },
    { name: 'gemini', models: ['gemini-2.5-flash'], problem: null },
  ],
  models: ['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gemini-2.5-flash', 'gemini-2.5-pro', 'o4-mini'],
  load: { inFlight: 2, served: 1284, failed: 3, latencyMs: 2314, firstTokenMs: 412 },
})
const remote = { origin: 'saved', transport: 'http' } as const
const fra = aWorker('fra-1a', {
  ...remote,
  url: 'http://141.144.20.7:3001',
  phase: { name: 'healthy', since: now },
  slots: 8,
  providers: [
    { name: 'anthropic', models: ['claude-sonnet-4-5'], problem: null },
    {
      name: 'openai',
      models: [],
      problem: 'the key was refused (401: Incorrect API key provided)',
      problem_code: 'key_refused',
    },
  ],
  models: ['claude-sonnet-4-5', 'claude-haiku-4-5'],
  load: { inFlight: 6, served: 412, failed: 0, latencyMs: 5120, firstTokenMs: 880 },
})
const old = aWorker('old-1', {
  ...remote,
  url: 'https://vps-old.example.net:3001',
  phase: {
    name: 'offline',
    since: now - 4 * minutes,
    reason: { kind: 'unreachable', detail: 'connect ECONNREFUSED 203.0.113.9:3001' },
    retryAt: now + 22_000,
  },
  load: { inFlight: 0, served: 57, failed: 2, latencyMs: 1900, firstTokenMs: 640 },
})
const nrt = aWorker('nrt-1a', {
  ...remote,
  origin: 'environment',
  url: 'http://10.0.0.12:3001',
  phase: { name: 'draining', since: now },
  load: { inFlight: 1, served: 96, failed: 0, latencyMs: 1420, firstTokenMs: 85 },
})
const hosted = (name: string, more: Partial<Worker>) =>
  aWorker(name, {
    ...{ origin: 'host', transport: 'tunnel', hostName: name, url: 'ssh://141.144.20.7:22' },
    ...more,
  })
const away = (fault: HostFault, retryAt: number | null): Pick<Worker, 'phase'> => ({
  phase: { name: 'offline', since: now - 4 * minutes, reason: { kind: 'host', fault }, retryAt },
})
const onHosts = [
  hosted('法兰克福', { load: { ...local.load, inFlight: 3 } }),
  hosted('tokyo-1', { transport: 'tls', url: 'https://203.0.113.7:3001' }),
  hosted(
    'oracle-2',
    away({ code: 'host.cut', host: 'oracle-2', detail: 'it was lost' }, now + 9_000),
  ),
  hosted(
    'oracle-3',
    away(
      {
        ...{ code: 'host.auth-refused', host: 'oracle-3', user: 'banyan-tunnel' },
        ...{ tried: [], offered: ['publickey'] },
      },
      null,
    ),
  ),
  hosted('oracle-4', {
    phase: {
      name: 'offline',
      since: now,
      reason: { kind: 'secret-differs' },
      retryAt: now + 2_000,
    },
  }),
]
const fresh = aWorker('fra-1b', {
  ...remote,
  url: 'http://141.144.20.7:3002',
  phase: { name: 'starting' },
  providers: [],
  models: [],
})
const demo = aWorker('local-1', {
  providers: [{ name: 'demo', models: ['banyan-demo'], problem: null }],
  models: ['banyan-demo'],
})
const startingLocal: Worker = {
  ...demo,
  url: null,
  phase: { name: 'starting' },
  providers: [],
  models: [],
}

const sessions: readonly SessionSummary[] = [
  {
    id: SessionId.parse('a'),
    title: 'Explain what a load balancer does',
    isPinned: false,
    messageCount: 4,
    updatedAt: now - 2 * minutes,
  },
  {
    id: SessionId.parse('b'),
    title: '我叫小李，请记住',
    isPinned: false,
    messageCount: 2,
    updatedAt: now - 90 * minutes,
  },
  {
    id: SessionId.parse('c'),
    title: 'cherry-studio: summarise the minutes of the meeting',
    isPinned: false,
    messageCount: 12,
    updatedAt: now - 3000 * minutes,
  },
]
const said = (role: 'user' | 'assistant', content: string): SessionMessage => ({
  role,
  content,
  createdAt: now - 3 * minutes,
  workerId: role === 'assistant' ? 'local-1' : null,
  model: role === 'assistant' ? 'gpt-5-mini' : null,
  latencyMs: role === 'assistant' ? 2_840 : null,
  usage:
    role === 'assistant' ? { prompt_tokens: 21, completion_tokens: 118, total_tokens: 139 } : null,
})
const history = [
  said('user', 'Explain what a load balancer does, with a picture from everyday life.'),
  said(
    'assistant',
    'Think of a supermarket with several tills and one friendly person at the front.\n\nThe person looks at the queues, sees which till is free or moves fastest, and waves you there. You never choose a till yourself, and when one closes for a break, nobody is sent there any more.\n\n  • the tills are the workers\n  • the person is the load balancer\n  • the queue you do not see is the request in flight',
  ),
]

const answer =
  'Each till has a number of items on its belt. The person does not count customers but the share of the belt that is full: three of eight is less than two of four. So a bigger till gets more'

const running = aSnapshot({ root, workers: [local, fra, old, nrt, fresh] })

export const scenes: Readonly<Record<string, Scene>> = {
  ...topologyScenes,
  ...chatScenes,
  ...hostsScenes,
  ...requestsScenes,
  ...metricsScenes,
  ...logsScenes,
  ...settingsScenes,
  ...firstRunScenes,
  ...paletteScenes,
  ...desktopScenes,
  running: { snapshot: running },
  hosted: { snapshot: aSnapshot({ root, workers: onHosts }) },
  demo: { snapshot: aSnapshot({ root: { ...root, since: now - 8_000 }, workers: [demo] }) },
  starting: { snapshot: aSnapshot({ root: { name: 'starting' }, workers: [startingLocal] }) },
  empty: { snapshot: aSnapshot({ root, workers: [] }) },
  stopped: { snapshot: aSnapshot({ root: { name: 'stopped' } }) },
  stopping: { snapshot: aSnapshot({ root: { name: 'stopping', inFlight: 2 }, workers: [local] }) },
  taken: {
    snapshot: aSnapshot({
      root: {
        name: 'failed',
        fault: {
          code: 'port.taken',
          host: '127.0.0.1',
          port: 3000,
          owner: { pid: 4242, program: 'node' },
          isBanyan: false,
          freePort: 3001,
        },
      },
    }),
  },
}

/** The root of one scene: it remembers sessions, streams an answer, and fails when it is told to. */
export function playScene(name: string, language: string): FakeBridge {
  const scene: Scene = scenes[name] ?? { snapshot: running }
  const bridge: FakeBridge = new FakeBridge(
    scene.snapshot,
    {
      'session.list': ({ search }) =>
        sessions.filter(session => session.title.toLowerCase().includes(search.toLowerCase())),
      'session.read': ({ sessionId }) => ({ id: sessionId, system: null, messages: history }),
      'chat.send': ({ turnId, sessionId, message }) => {
        answerSlowly(bridge, turnId, sessionId, message)
        return null
      },
      'chat.stop': ({ turnId }) => {
        bridge.change({ type: 'chat.failed', turnId, fault: { code: 'request.cancelled' } })
        return null
      },
      'setting.save': ({ name: setting, value }) =>
        setting === 'host' ? new Refusal({ code: 'bind.needs-secret', host: value ?? '' }) : null,
      ...scene.answers,
    },
    language,
    scene.api,
  )
  setTimeout(() => scene.after?.(bridge), 500)
  return bridge
}

function answerSlowly(bridge: FakeBridge, turnId: TurnId, sessionId: SessionId, message: string) {
  if (message.includes('fail')) {
    const fault = {
      code: 'provider.refused',
      status: 429,
      detail: 'You exceeded your current quota',
      type: 'insufficient_quota',
      errorCode: null,
    } as const
    setTimeout(() => bridge.change({ type: 'chat.failed', turnId, fault }), 50)
    return
  }
  if (message.includes('wait')) return
  answer.split(/(?<= )/).forEach((text, at) => {
    setTimeout(() => bridge.change({ type: 'chat.delta', turnId, text }), 20 * at)
  })
  if (message.includes('stream')) return
  setTimeout(() => {
    const usage = { prompt_tokens: 120, completion_tokens: 96, total_tokens: 216 }
    bridge.change({
      type: 'chat.answered',
      turnId,
      turn: {
        sessionId,
        response: answer,
        workerId: 'local-1',
        model: 'gpt-5-mini',
        usage,
        latencyMs: 1314,
        finishReason: 'stop',
      },
    })
  }, 1_200)
}
