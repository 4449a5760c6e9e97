import { expect, test } from 'vitest'
import type { ProviderReport } from '#contract/wire/health'
import { answersOnlyByDemo, fleetFigures, offeredModels } from '#renderer/state/fleet'
import { aSnapshot, aWorker } from '../snapshot.ts'

const load = { inFlight: 1, served: 3, failed: 1, latencyMs: 2_000, firstTokenMs: 400 }
const offline = { name: 'offline', since: 0, reason: { kind: 'silent' }, retryAt: null } as const

test('adds up the workers; an answer counts the same wherever it came from', () => {
  const workers = [
    aWorker('a', { load }),
    aWorker('b', { load: { ...load, served: 1, firstTokenMs: 800 }, phase: offline }),
    aWorker('c'),
  ]
  expect(fleetFigures(workers)).toEqual({
    workers: 3,
    serving: 2,
    inFlight: 2,
    served: 4,
    failed: 2,
    firstTokenMs: 500,
  })
})

test('a fleet that has answered nothing yet has no time to the first token', () => {
  expect(fleetFigures([aWorker('a')]).firstTokenMs).toBeNull()
})

test('only the demo answers where every provider that could is the demo', () => {
  const demo: ProviderReport = { name: 'demo', models: ['banyan-demo'], problem: null }
  const refused: ProviderReport = { name: 'openai', models: [], problem: 'wrong key' }
  const good: ProviderReport = { name: 'openai', models: ['gpt-5'], problem: null }
  const withProviders = (...providers: readonly ProviderReport[]) =>
    answersOnlyByDemo(aSnapshot({ workers: [aWorker('a', { providers })] }))
  expect([
    withProviders(demo),
    withProviders(refused, demo),
    withProviders(good, demo),
    withProviders(),
  ]).toEqual([true, true, false, false])
})

test('offers each model of the serving workers once', () => {
  const workers = [
    aWorker('a', { models: ['gpt-5', 'banyan-demo'] }),
    aWorker('b', { models: ['gpt-5'] }),
    aWorker('c', { models: ['lost'], phase: offline }),
  ]
  expect(offeredModels(aSnapshot({ workers }))).toEqual(['banyan-demo', 'gpt-5'])
})
