import { expect, test } from 'vitest'
import {
  isOddKey,
  isWorthTrying,
  providerOf,
} from '../../../../renderer/screens/first-run/key-form.ts'

test('knows whose key it is by its form', () => {
  expect(['sk-ant-api03-x', 'sk-proj-x', 'AIzaSyx', 'gsk_x', ''].map(providerOf)).toEqual([
    'anthropic',
    'openai',
    'gemini',
    null,
    null,
  ])
})

test('asks the provider only when enough was entered', () => {
  const key = 'sk-proj-0123456789'
  const tries = [
    { provider: 'openai', key, address: '' },
    { provider: 'openai', key: 'sk-', address: '' },
    { provider: 'openai', key: `${key} `, address: '' },
    { provider: 'compatible', key: '', address: 'http://gpu:8000' },
    { provider: 'compatible', key, address: 'gpu:8000' },
  ] as const
  expect(tries.map(isWorthTrying)).toEqual([true, false, false, true, false])
})

test('finds what no key can have in it', () => {
  expect(['sk-a b', 'sk-ключ', 'sk-ab'].map(isOddKey)).toEqual([true, true, false])
})
