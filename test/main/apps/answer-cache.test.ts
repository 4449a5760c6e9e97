import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { App, CacheRule } from '#contract/model/app'
import { AnswerCache, cacheKey, type KeptAnswer } from '#main/apps/answer-cache'

const app = (cache: CacheRule, id = 'a'): App => ({
  id,
  name: 'A',
  models: [],
  requestsPerMinute: null,
  tokensPerDay: null,
  budgetUsdPerMonth: null,
  expiresAt: null,
  cache,
  keepsContents: false,
  isRevoked: false,
  keyHint: null,
  createdAt: 0,
})
const key = (body: string, cache: CacheRule = 'always', id?: string, path = '/v1/x') =>
  cacheKey(app(cache, id), path, Buffer.from(body))
const answer = (bytes: number): KeptAnswer => ({
  headers: {},
  body: Buffer.alloc(bytes),
  workerId: WorkerId.parse('w'),
  model: 'm',
  tokens: null,
})

test('the same question has the same key, whatever the order and spacing of its fields', () => {
  const question = '{"model":"m","messages":[{"role":"user","content":"hi"}],"temperature":0}'
  const same =
    '{ "temperature": 0, "user": "me", "stream": false, "messages": [ { "content": "hi", "role": "user" } ], "model": "m" }'
  expect(key(same)).toBe(key(question))
})

test('another order of messages, model, path or app is another question', () => {
  const keys = [
    key('{"m":[1,2]}'),
    key('{"m":[2,1]}'),
    key('{"m":[1,"2"]}'),
    key('{"m":{"0":1,"1":2}}'),
    key('{"m":[1,2]}', 'always', 'b'),
    key('{"m":[1,2]}', 'always', 'a', '/v1/y'),
  ]
  expect(new Set(keys).size).toBe(keys.length)
})

test('off keeps nothing, deterministic what is asked at temperature 0, always everything', () => {
  const bodies = ['{"temperature":0}', '{"temperature":1}', '{}']
  const has = (rule: CacheRule) => bodies.map(body => key(body, rule) !== null)
  expect([has('off'), has('deterministic'), has('always')]).toEqual([
    [false, false, false],
    [true, false, false],
    [true, true, true],
  ])
})

test('an answer is given again for a day', () => {
  let now = 0
  const cache = new AnswerCache(() => now)
  const kept = answer(1)
  cache.keep('q', kept)
  now = 24 * 3_600_000 - 1
  const late = cache.find('q')
  now += 1
  expect([late === kept, cache.find('q')]).toEqual([true, null])
})

test('the one unused longest makes room, by number and by size', () => {
  const cache = new AnswerCache()
  for (let count = 0; count < 1_000; count++) cache.keep(`q${count}`, answer(1))
  cache.find('q0')
  cache.keep('one more', answer(1))
  const byNumber = [cache.find('q0') !== null, cache.find('q1')]
  for (let count = 0; count < 65; count++) cache.keep(`large ${count}`, answer(1_000_000))
  expect([...byNumber, cache.find('large 0'), cache.find('large 64') !== null]).toEqual([
    true,
    null,
    null,
    true,
  ])
})
