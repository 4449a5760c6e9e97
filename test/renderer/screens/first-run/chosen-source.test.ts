import { expect, test } from 'vitest'
import { modelFrom, settingsFor } from '../../../../renderer/screens/first-run/chosen-source.ts'
import { isFresh } from '../../../../renderer/state/is-fresh.ts'
import { aSnapshot, aWorker, settingViews } from '../../snapshot.ts'

const settings = settingViews()
const key = { kind: 'key', key: 'k', baseUrl: null } as const

test('saves no more than what differs', () => {
  expect(settingsFor({ ...key, provider: 'gemini' }, settings)).toEqual([['geminiApiKey', 'k']])
  expect(
    settingsFor({ ...key, key: '', provider: 'compatible', baseUrl: 'http://gpu/v1' }, settings),
  ).toEqual([['compatibleBaseUrl', 'http://gpu/v1']])
  expect(settingsFor({ kind: 'server', name: 'ollama' }, settings)).toEqual([
    ['provider', 'ollama'],
  ])
  const demo = settingViews({ provider: { value: 'demo', source: 'saved' } })
  expect(settingsFor({ kind: 'demo' }, demo)).toEqual([])
  expect(settingsFor({ ...key, provider: 'openai' }, demo)).toEqual([
    ['openaiApiKey', 'k'],
    ['provider', 'auto'],
  ])
})

test('a model is there once a worker serves it from this provider', () => {
  const worker = aWorker('w')
  expect(modelFrom('openai', aSnapshot({ workers: [worker] }))).toBe('gpt-5-mini')
  expect(modelFrom('gemini', aSnapshot({ workers: [worker] }))).toBe(null)
  expect(modelFrom('openai', aSnapshot({ root: { name: 'stopped' }, workers: [worker] }))).toBe(
    null,
  )
})

test('is fresh until somebody chose where answers come from', () => {
  const chosen = [
    settingViews({ openaiApiKey: { isSet: true, source: 'environment' } }),
    settingViews({ provider: { value: 'demo', source: 'environment' } }),
  ]
  expect(chosen.map(each => isFresh({ settings: each, workers: [] }))).toEqual([false, false])
  const asRootSays = settingViews({ provider: { value: 'auto', isSet: true, source: 'default' } })
  expect(isFresh({ settings: asRootSays, workers: [aWorker('w')] })).toBe(true)
  expect(isFresh({ settings, workers: [aWorker('w', { origin: 'saved' })] })).toBe(false)
})
