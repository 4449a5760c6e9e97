import { expect, test } from 'vitest'
import { complete, lastRequest, newApp, question, root, send } from './apps-house.ts'
import { http, postJson } from './http.ts'

test('an app has its own key, by either header, and a key that is not ours is no key', async () => {
  const { id, key } = await newApp({ name: 'Cherry' })
  await complete(key)
  const first = await lastRequest(`app=${id}`)
  await postJson(`${root.url}/v1/chat/completions`, question, { 'x-api-key': key })
  const second = await lastRequest(`app=${id}`)
  const statuses = [await complete('none'), await complete('bnyn_none')].map(({ status }) => status)
  expect({ first, statuses, isAnother: first.id !== second.id }).toMatchObject({
    first: { app: id, outcome: 'served', status: 200, route: '/v1/chat/completions' },
    statuses: [200, 401],
    isAnother: true,
  })
})

test('the 101st request of a new app within a minute is refused, with when to come again', async () => {
  const { id, key } = await newApp({ name: 'Hasty', requests_per_minute: 2 })
  const answers = [await complete(key), await complete(key), await complete(key)]
  const [first, , third] = answers
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
  expect(first?.headers).toMatchObject({
    'x-ratelimit-limit-requests': '2',
    'x-ratelimit-remaining-requests': '1',
    'x-ratelimit-reset-requests': '1m0s',
  })
  expect(third).toMatchObject({
    headers: {
      'retry-after': expect.stringMatching(/^(60|59|58)$/),
      'x-ratelimit-remaining-requests': '0',
    },
    json: { error: { type: 'rate_limit_error', code: 'limit_reached' } },
  })
  expect(await lastRequest(`app=${id}`)).toMatchObject({ outcome: 'refused', status: 429 })
  const usual = await newApp({ name: 'Usual' })
  const { json } = await http(`${root.url}/api/apps/${usual.id}`)
  expect(json).toMatchObject({ requests_per_minute: 100, key_hint: usual.key.slice(-4) })
  expect(json).not.toHaveProperty('key')
})

test('an app keeps to its models, its tokens and its budget', async () => {
  const { id, key } = await newApp({ name: 'Modest', models: ['gpt-*'], tokens_per_day: 5 })
  const refused = await complete(key, { ...question, model: 'banyan-demo' })
  const shown = await http(`${root.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })
  const tags = await http(`${root.url}/api/tags`, { headers: { authorization: `Bearer ${key}` } })
  await send('PATCH', `/api/apps/${id}`, { models: ['banyan-demo'] })
  const served = await complete(key)
  const over = await complete(key)
  const prices = [{ model: 'banyan-demo', input: 1e6, cached_input: 1e6, output: 1e6 }]
  await send('PUT', '/api/prices', { prices })
  await send('PATCH', `/api/apps/${id}`, { tokens_per_day: null, budget_usd_per_month: 3 })
  const costly = await complete(key)
  const { cost_usd } = await lastRequest(`app=${id}&outcome=served`)
  const spent = await complete(key)
  await send('PUT', '/api/prices', { prices: [] })
  expect({
    refused: refused.json.error,
    shown: shown.json.data,
    tags: tags.json.models,
    cost_usd,
  }).toMatchObject({
    refused: {
      code: 'model_not_allowed',
      message: 'This app may not use the model "banyan-demo". Allowed: gpt-*.',
    },
    shown: [],
    tags: [],
    cost_usd: 8,
  })
  expect([refused, served, over, costly, spent].map(({ status }) => status)).toEqual([
    403, 200, 429, 200, 429,
  ])
  expect(over.headers).toMatchObject({
    'x-ratelimit-remaining-tokens': '0',
    'x-should-retry': 'false',
  })
})

test('revoked, expired, renewed and deleted keys are refused', async () => {
  const { id, key } = await newApp({ name: 'Gone' })
  const code = async (given: string) => (await complete(given)).json.error?.message ?? 'let in'
  const renewed = (await send('POST', `/api/apps/${id}/key`)).json.key
  const old = await code(key)
  await send('PATCH', `/api/apps/${id}`, { expires_at: '2020-01-01T00:00:00Z' })
  const expired = await code(renewed)
  await send('PATCH', `/api/apps/${id}`, { expires_at: null, revoked: true })
  const revoked = await code(renewed)
  await send('PATCH', `/api/apps/${id}`, { revoked: false })
  const back = await code(renewed)
  const { json } = await send('DELETE', `/api/apps/${id}`)
  expect([old, expired, revoked, back, json, await code(renewed)]).toEqual([
    'This key belongs to no app here. Make a new one, or send none at all.',
    'The key of this app has expired. Give it more time, or make a new app.',
    'The key of this app was revoked.',
    'let in',
    { id, deleted: true },
    'This key belongs to no app here. Make a new one, or send none at all.',
  ])
})

test.each([
  ['POST', '/api/apps', {}, 400],
  ['POST', '/api/apps', { name: 'x', requests_per_minute: 0 }, 400],
  ['POST', '/api/apps', { name: 'x', request_per_minute: 5 }, 400],
  ['POST', '/api/apps', { name: 'x', models: ['g*t'] }, 400],
  ['POST', '/api/apps', { name: 'x', expires_at: 'tomorrow' }, 400],
  ['PATCH', '/api/apps/none', { name: 'x' }, 404],
  ['DELETE', '/api/apps/default', {}, 400],
  ['POST', '/api/apps/default/key', {}, 400],
  ['PUT', '/api/prices', { prices: [{ model: 'm', input: -1, cached_input: 0, output: 0 }] }, 400],
  ['GET', '/api/requests?limit=0', {}, 400],
  ['GET', '/api/requests?cursor=x', {}, 400],
  ['GET', '/api/requests?color=red', {}, 400],
  ['GET', '/api/requests/none', {}, 404],
  ['GET', '/api/usage?from=2026-02-30', {}, 400],
  ['GET', '/api/usage?from=2026-02-02&to=2026-02-01', {}, 400],
  ['GET', '/api/sessions?cursor=x', {}, 400],
  ['GET', '/api/sessions/none', {}, 404],
  ['GET', '/api/sessions/%ff', {}, 400],
  ['DELETE', '/api/sessions/none', {}, 404],
])('%s %s (%#) is refused', async (method, path, body, status) => {
  expect((await send(method, path, body)).status).toBe(status)
})
