import { SessionId } from '#contract/ids'
import type { ChatBallot } from '#contract/model/chat-ballot'
import type { Session, SessionMessage, SessionSummary } from '#contract/model/session'
import { Refusal } from '../../fake-bridge.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'
import { streaming, streamScenes } from './chat-stream.ts'
import { markdownSample, streamedInChinese } from './markdown-sample.ts'

const now = Date.now()
const hours = 3_600_000
const root = { name: 'running', address: 'http://127.0.0.1:3000', since: now - 3 * hours } as const
const workers = [
  aWorker('local-1', { models: ['gpt-5', 'gpt-5-mini'] }),
  aWorker('fra-1a', { models: ['claude-sonnet-4-5', 'gpt-5-mini'] }),
  aWorker('nrt-1a', { models: ['gpt-5-mini', 'gemini-2.5-flash'] }),
]
const summary = (id: string, title: string, ago: number, messageCount = 2): SessionSummary => ({
  id: SessionId.parse(id),
  title,
  isPinned: false,
  messageCount,
  updatedAt: now - ago,
})
const sessions = [
  summary('a', 'A sorting function, with its cost', 120_000, 4),
  {
    ...summary(
      'b',
      '我叫小李，请记住，我负责整个亚太地区的负载均衡与网关的日常运维工作',
      2 * hours,
    ),
    isPinned: true,
  },
  summary('c', 'cherry-studio: summarise the minutes of the meeting', 26 * hours, 12),
  summary('d', 'ما هو موازن الأحمال؟', 200 * hours),
  ...Array.from({ length: 40 }, (_, at) =>
    summary(`e${at}`, `Notes on shard ${at + 1}`, (220 + at) * hours),
  ),
]

const asked = (content: string, files?: SessionMessage['files']): SessionMessage => ({
  ...{ role: 'user', content, createdAt: now, workerId: null, model: null },
  ...{ latencyMs: null, usage: null },
  ...(files && { files }),
})
const answered = (content: string, more: Partial<SessionMessage> = {}): SessionMessage => ({
  ...{ role: 'assistant', content, createdAt: now, workerId: 'local-1', model: 'gpt-5-mini' },
  ...{ latencyMs: 2_840 },
  usage: { prompt_tokens: 812, completion_tokens: 1_118, total_tokens: 1_930 },
  facts: { requestId: 'r-1', firstTokenMs: 412, costUsd: 0.00244, failedAt: [], ballot: null },
  ...more,
})
const rescued = { requestId: 'r-2', firstTokenMs: 1_310, costUsd: 0.0131, failedAt: ['nrt-1a'] }
const vote = (workerId: string, text: string | null, latencyMs: number) => ({
  ...{ workerId, model: 'gpt-5-mini', text, isValid: text !== null, latencyMs },
  reason: text === null ? 'there was no whole answer within 60000 ms' : null,
})
const votes = [
  { ...vote('fra-1a', 'Paris', 820), agrees: true },
  { ...vote('local-1', '**Paris**', 1_204), agrees: true },
  { ...vote('nrt-1a', 'Lyon, which was the capital of the Three Gauls.', 2_310), agrees: false },
  { ...vote('法兰克福', null, 60_000), agrees: false },
  { ...vote('sgp-1a', null, 2_340), isNeedless: true, agrees: false },
]
const ballot: ChatBallot = {
  rule: 'normalised',
  votes,
  agreement: 2 / 3,
  decidedBy: 'votes',
  isEarly: false,
  isAlone: false,
}

const conversations: Readonly<Record<string, readonly SessionMessage[]>> = {
  a: [asked('Write me a sorting function and say what it costs.'), answered(markdownSample)],
  b: [
    asked('我叫小李，请记住。这是我们机房的照片和清单。', [
      { name: '机房.png', type: 'image/png', size: 182_000 },
      {
        name: '2026年十一月设备清单（含备件与退役设备）最终版.csv',
        type: 'text/plain',
        size: 4_210,
      },
    ]),
    answered(
      '你好，**小李**。照片里有三排机柜，清单上共 42 台设备：\n\n1. 网关 4 台\n2. 工作节点 36 台\n3. 备件 2 台\n\n> 清单第 17 行的序列号与照片里的标签不一致，请核对。',
      {
        facts: { ...rescued, ballot: null },
      },
    ),
  ],
  c: [
    asked('What was the capital of France in 1800? One word.'),
    answered('Paris', { facts: { ...rescued, failedAt: [], firstTokenMs: null, ballot } }),
  ],
  d: [
    asked('ما هو موازن الأحمال؟'),
    answered(
      'موازن الأحمال يوزّع **الطلبات** على عدة خوادم.\n\n- الأول: `nginx`\n- الثاني: `haproxy`',
    ),
  ],
}
const long = Array.from({ length: 1_000 }, (_, at) => [
  asked(`Question ${at + 1}`),
  answered(`Answer **${at + 1}**.`),
]).flat()

/** Turns as they are written, for `test/bench/window-history.ts`. */
const readLongest = ({ sessionId }: { readonly sessionId: SessionId }): Session => ({
  ...{ id: sessionId, system: null },
  messages: Array.from({ length: 2_000 }, (_, at) => [
    asked(`Question ${at + 1}: what does it cost, and why?`),
    answered(`${markdownSample}\n\nThat was answer ${at + 1}.`),
  ]).flat(),
})

/** Three rows of cabinets, in PNG. */
function picture(): string {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 })
  const pen = canvas.getContext('2d')
  for (let row = 0; pen && row < 3; row++) {
    for (let place = 0; place < 8; place++) {
      pen.fillStyle = place % 3 === row ? '#46c79b' : '#3a443e'
      pen.fillRect(8 + place * 39, 8 + row * 64, 31, 56)
    }
  }
  return canvas.toDataURL('image/png').split(',')[1] ?? ''
}

const conversation: Scene = {
  snapshot: aSnapshot({ root, workers }),
  answers: {
    'session.list': ({ search }) => sessions.filter(({ title }) => title.includes(search)),
    'session.read': ({ sessionId }): Session => ({
      ...{ id: sessionId, system: null, messages: conversations[sessionId] ?? long },
      ...(sessionId === 'c' && { setAside: [{ id: 's', fromTurn: 1, turns: 3, at: now }] }),
    }),
    'session.change': () => null,
    'session.file': () => ({ type: 'image/png', data: picture() }),
  },
}

const sightless = {
  code: 'provider.refused',
  status: 400,
  type: 'invalid_request_error',
  errorCode: null,
  detail: 'Invalid content type. image_url is only supported by certain models.',
} as const

export const chatScenes: Readonly<Record<string, Scene>> = {
  ...streamScenes(conversation.snapshot),
  'conversation-streaming': streaming(conversation.snapshot, streamedInChinese, 440),
  'conversation-of-2000': {
    ...conversation,
    answers: { ...conversation.answers, 'session.read': readLongest },
  },
  conversation,
  'conversation-voting': {
    ...conversation,
    answers: { ...conversation.answers, 'chat.send': () => null },
  },
  'conversation-sightless': {
    ...conversation,
    answers: { ...conversation.answers, 'chat.send': () => new Refusal(sightless) },
  },
  'conversation-reading': {
    ...conversation,
    answers: { ...conversation.answers, 'session.read': () => new Promise<never>(() => {}) },
  },
  'conversation-none': {
    snapshot: aSnapshot({ root, workers: [] }),
    answers: { 'session.list': () => [] },
  },
}
