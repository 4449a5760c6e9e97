import { expect, test } from 'vitest'
import type { Worker, WorkerPhase } from '#contract/model/worker'
import { openTranslation } from '#renderer/i18n/translate'
import { workerState } from '#renderer/screens/topology/worker-state'
import { aWorker } from '../../snapshot.ts'

const now = 1_000_000

async function stateOf(phase: WorkerPhase, language: 'en' | 'zh-Hans' | 'zh-Hant' = 'en') {
  const { t } = await openTranslation(language)
  return workerState(t, aWorker('a', { phase }), now)
}

test('a worker that is well is quiet', async () => {
  expect(await stateOf({ name: 'healthy', since: 0 })).toEqual({
    mark: 'healthy',
    words: 'healthy',
    reasons: [],
  })
})

test('says why in the language of the window', async () => {
  const reason = { kind: 'worker-outdated', speaks: 1, needed: 2 } as const
  const phase = { name: 'offline', since: now - 240_000, reason, retryAt: null } as const
  const { reasons } = await stateOf(phase, 'zh-Hans')
  expect(reasons[0]).toBe('它使用协议 1，本根节点需要 2 或更新的协议：请更新该工作节点')
})

test('says in the language of the window what is wrong with a provider, where its worker gives a code', async () => {
  const { t } = await openTranslation('zh-Hans')
  const report = { name: 'openai' as const, models: [], problem: 'the key was refused (401)' }
  const reasonsOf = (more: object) =>
    workerState(t, aWorker('a', { providers: [{ ...report, ...more }] }), now).reasons
  expect(reasonsOf({ problem_code: 'key_refused' })).toEqual(['OpenAI：密钥被拒'])
  expect(reasonsOf({})).toEqual(['OpenAI：the key was refused (401)'])
  expect(reasonsOf({ problem_code: 'of-a-newer-worker' })).toEqual([
    'OpenAI：the key was refused (401)',
  ])
})

test.each([
  ['en', 'it crashed 5 times within a minute (its process ended (code 3)) and is not started'],
  ['zh-Hans', '它在一分钟内崩溃了 5 次（它的进程已结束（代码 3）），不再自动启动'],
  ['zh-Hant', '它在一分鐘內當掉了 5 次（它的行程已結束（代碼 3）），不再自動啟動'],
] as const)(
  'says in %s that a worker was given up, why, and how it goes on',
  async (language, start) => {
    const last = { kind: 'process-ended', exitCode: 3 } as const
    const reason = { kind: 'given-up', crashes: 5, last } as const
    const phase = { name: 'offline', since: now, reason, retryAt: null } as const
    const [text] = (await stateOf(phase, language)).reasons
    expect(text).toContain(start)
    expect(text).toContain('POST /api/deploy/restart')
  },
)

test('a worker that is away says why and what happens next', async () => {
  const away = {
    name: 'offline',
    since: now - 240_000,
    reason: { kind: 'unreachable', detail: 'ECONNREFUSED' },
  } as const
  expect(await stateOf({ ...away, retryAt: now + 21_500 })).toEqual({
    mark: 'offline',
    words: 'offline · retry in 22 s',
    reasons: ['no connection: ECONNREFUSED', 'offline for 4 min'],
  })
  expect((await stateOf({ ...away, retryAt: now - 1 })).words).toBe('offline · retrying')
  expect((await stateOf({ ...away, retryAt: null })).words).toBe('offline · no retry')
})

test('a provider that refuses makes its worker degraded, and is named', async () => {
  const { t } = await openTranslation('en')
  const providers: Worker['providers'] = [
    { name: 'openai', models: [], problem: 'the key was refused' },
  ]
  expect(workerState(t, aWorker('a', { providers }), now)).toEqual({
    mark: 'degraded',
    words: 'degraded',
    reasons: ['OpenAI: the key was refused'],
  })
})

test.each([
  ['degraded', 'degraded'],
  ['suspect', 'degraded'],
  ['isolated', 'degraded'],
  ['maintenance', 'resting'],
] as const)('a worker that is %s is marked %s and says what that means', async (name, mark) => {
  for (const language of ['en', 'zh-Hans'] as const) {
    const state = await stateOf({ name, since: 0 }, language)
    expect([state.mark, state.reasons.length]).toEqual([mark, 1])
    expect(state.words + state.reasons[0]).not.toContain('workers.')
  }
})

test.each([
  ['en', 'the SSH connection to its host was lost', '“fra” refused the user “banyan-tunnel”'],
  ['zh-Hans', '与它所在主机的 SSH 连接断开了', '“fra”拒绝了用户“banyan-tunnel”'],
  ['zh-Hant', '與它所在主機的 SSH 連線中斷了', '「fra」拒絕了使用者「banyan-tunnel」'],
] as const)(
  'says in %s why the way to a worker on a host is not open',
  async (language, ...texts) => {
    const refused = { host: 'fra', user: 'banyan-tunnel', tried: [], offered: ['publickey'] }
    const faults = [
      { code: 'host.cut', host: 'fra', detail: 'it was lost' },
      { code: 'host.auth-refused', ...refused },
    ] as const
    const said = faults.map(async fault => {
      const reason = { kind: 'host', fault } as const
      const state = await stateOf({ name: 'offline', since: now, reason, retryAt: null }, language)
      return state.reasons[0]
    })
    expect(await Promise.all(said)).toEqual(texts.map(text => expect.stringContaining(text)))
  },
)

test('who holds another secret is put right where it was set up', async () => {
  const { t } = await openTranslation('en')
  const reason = { kind: 'secret-differs' } as const
  const phase = { name: 'offline', since: now, reason, retryAt: null } as const
  const sentences = (['saved', 'host'] as const).map(
    origin => workerState(t, aWorker('a', { origin, phase }), now).reasons[0],
  )
  expect(sentences).toEqual([
    'it does not accept our root secret: set the same ROOT_NODE_SECRET on both',
    'its secret is not the one that it was set up with: provision its host again',
  ])
})
