import { expect, test } from 'vitest'
import { providerOf } from '#contract/model/provider-of'
import { problemCodes } from '#contract/wire/health'
import { type ProviderProblem, providerSeen } from '#renderer/screens/topology/provider-of'
import { problemKind, providerState } from '#renderer/screens/topology/provider-state'
import {
  movingMean,
  type ProviderHeard,
  ProviderTraffic,
  troubleOf,
} from '#renderer/screens/topology/provider-traffic'
import { aWorker } from '../../snapshot.ts'

const now = 1_800_000_000_000
const openai = { name: 'openai' as const, models: ['gpt'], problem: null }
const gemini = { name: 'gemini' as const, models: ['flash'], problem: null }
const through = (...problems: readonly (ProviderProblem | null)[]) =>
  problems.map((problem, at) => ({ id: `w${at}`, name: `w${at}`, isUp: true, problem }))
const heard = (more: Partial<ProviderHeard>): ProviderHeard => ({
  ...{ servedAt: null, firstTokenMs: null, trouble: null, ...more },
})
const trouble = (kind: 'refused' | 'limited' | 'failing', at: number) => ({
  trouble: { kind, at, workerId: 'w0', detail: 'it said so' },
})

test('a model leads to its provider, no model to that of the default, and one provider has all', () => {
  const worker = aWorker('a', { providers: [openai, gemini], defaultModel: 'flash' })
  const alone = aWorker('b', { providers: [openai], defaultModel: null })
  expect([
    providerOf(worker, 'gpt'),
    providerOf(worker, null),
    providerOf(worker, 'an alias'),
    providerOf(alone, 'an alias'),
    providerOf(aWorker('c', { providers: [] }), 'gpt'),
  ]).toEqual(['openai', 'gemini', null, 'openai', null])
})

test('what it serves is counted once over all of its workers', () => {
  const words = 'the key was refused (401)'
  const other = { ...openai, models: ['gpt', 'mini'], problem: words, problem_code: 'key_refused' }
  const workers = [
    aWorker('a', { providers: [openai, gemini] }),
    aWorker('b', { providers: [other] }),
    aWorker('c', { providers: [gemini] }),
  ]
  const seen = providerSeen(workers, 'openai')
  expect(seen.models).toEqual(['gpt', 'mini'])
  expect(seen.workers.map(({ id, problem }) => [id, problem])).toEqual([
    ['a', null],
    ['b', { code: 'key_refused', words }],
  ])
})

test('it is well while it answers, and said to be unasked before', () => {
  const workers = through(null, null)
  expect([
    providerState({ workers }, undefined, now).kind,
    providerState({ workers, rate: 0.1 }, undefined, now).kind,
    providerState({ workers }, heard({ servedAt: now - 5_000 }), now).kind,
    providerState({ workers }, heard({ servedAt: now - 4_000_000 }), now).kind,
    providerState({ workers: workers.map(each => ({ ...each, isUp: false })) }, undefined, now),
  ]).toEqual([
    'quiet',
    'serving',
    'serving',
    'quiet',
    { mark: 'offline', kind: 'away', reason: null },
  ])
})

test('a refused key at each of its workers is loud, at one of them less so', () => {
  const words = 'OpenAI refused the key (401).'
  const said = { code: 'key_refused', words } as const
  expect(providerState({ workers: through(said, said) }, undefined, now)).toEqual({
    ...{ mark: 'offline', kind: 'refused', reason: words },
  })
  expect(providerState({ workers: through(said, null) }, undefined, now).mark).toBe('degraded')
})

test('what went wrong last counts for a minute, and less once it answered again', () => {
  const workers = through(null)
  const after = heard({ servedAt: now - 1_000, ...trouble('failing', now - 2_000) })
  const before = heard({ servedAt: now - 9_000, ...trouble('failing', now - 2_000) })
  const old = heard({ servedAt: now - 90_000, ...trouble('failing', now - 61_000) })
  const limited = heard(trouble('limited', now - 2_000))
  expect([after, before, old, limited].map(each => providerState({ workers }, each, now))).toEqual([
    { mark: 'degraded', kind: 'failing', reason: 'it said so' },
    { mark: 'offline', kind: 'failing', reason: 'it said so' },
    { mark: 'healthy', kind: 'serving', reason: null },
    { mark: 'degraded', kind: 'limited', reason: 'it said so' },
  ])
})

test('only what the provider did is held against it', () => {
  expect([
    troubleOf('provider.refused', '401: no such key'),
    troubleOf('provider.refused', '429: slow down'),
    troubleOf('provider.refused', '502: it broke off'),
    troubleOf('provider.refused', '400: no such field'),
    troubleOf('worker.cut', 'a broke off'),
    troubleOf(null, null),
  ]).toEqual(['refused', 'limited', 'failing', null, null, null])
})

test('what a worker says of it is told by its code, never read from its words', () => {
  const words = 'The key was refused (401).'
  const kindOf = (problem_code?: string | null) => {
    const report = {
      ...openai,
      problem: words,
      ...(problem_code !== undefined && { problem_code }),
    }
    const [only] = providerSeen([aWorker('a', { providers: [report] })], 'openai').workers
    return only?.problem && problemKind(only.problem)
  }
  expect([...problemCodes.map(kindOf), kindOf('of_tomorrow'), kindOf(null), kindOf()]).toEqual([
    ...['refused', 'limited', 'unreachable', 'unset', 'modelless', 'failing'],
    ...['troubled', 'troubled', 'troubled'],
  ])
  expect(providerState({ workers: through({ code: null, words }) }, undefined, now)).toEqual({
    ...{ mark: 'offline', kind: 'troubled', reason: words },
  })
})

test('the time to the first token is a moving mean, and a failure leaves it', () => {
  const traffic = new ProviderTraffic()
  traffic.served('openai', now, 400)
  traffic.served('openai', now + 1, null)
  traffic.served('openai', now + 2, 500)
  const failure = { workerId: 'a', model: null, errorCode: 'provider.refused', detail: '429: wait' }
  traffic.failed('openai', now + 3, failure)
  traffic.failed('openai', now + 4, { ...failure, errorCode: 'worker.cut' })
  expect(traffic.all()).toEqual({
    openai: {
      ...{ servedAt: now + 2, firstTokenMs: 410 },
      trouble: { kind: 'limited', at: now + 3, workerId: 'a', detail: '429: wait' },
    },
  })
  expect(movingMean(null, null)).toBe(null)
})

test('what was heard goes before what was counted of the hour before', () => {
  const traffic = new ProviderTraffic()
  traffic.served('openai', now, 400)
  traffic.before('openai', now - 60_000, 900)
  traffic.before('gemini', now - 60_000, 700)
  traffic.served('gemini', now, 600)
  const trouble = null
  expect(traffic.all()).toEqual({
    openai: { servedAt: now, firstTokenMs: 400, trouble },
    gemini: { servedAt: now, firstTokenMs: movingMean(700, 600), trouble },
  })
})
