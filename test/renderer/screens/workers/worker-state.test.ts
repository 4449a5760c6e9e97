import { expect, test } from 'vitest'
import type { Worker, WorkerPhase } from '#contract/model/worker'
import { openTranslation } from '#renderer/i18n/translate'
import { workerState } from '#renderer/screens/workers/worker-state'
import { aWorker } from '../../snapshot.ts'

const now = 1_000_000

async function stateOf(phase: WorkerPhase, language: 'en' | 'zh-Hans' = 'en') {
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
  const reason = { kind: 'protocol-differs', theirs: 2, ours: 1 } as const
  const phase = { name: 'offline', since: now - 240_000, reason, retryAt: null } as const
  const { reasons } = await stateOf(phase, 'zh-Hans')
  expect(reasons[0]).toBe('它使用协议 2，本根节点使用协议 1：请更新较旧的一方')
})

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
  expect((await stateOf({ ...away, retryAt: now - 1 })).words).toBe('offline · trying again now')
  expect((await stateOf({ ...away, retryAt: null })).words).toBe(
    'offline · not tried again by itself',
  )
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
  ['maintenance', 'resting'],
] as const)('a worker that is %s is marked %s and says what that means', async (name, mark) => {
  for (const language of ['en', 'zh-Hans'] as const) {
    const state = await stateOf({ name, since: 0 }, language)
    expect([state.mark, state.reasons.length]).toEqual([mark, 1])
    expect(state.words + state.reasons[0]).not.toContain('workers.')
  }
})
