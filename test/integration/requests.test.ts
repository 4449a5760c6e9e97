import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { startStub } from '../fakes/stub-llm.mjs'
import { healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
})

const question = { messages: [{ role: 'user', content: 'ping' }] }
const get = async (path: string) => (await http(root.url + path)).json

test('a request tells its attempts, and what happened around it', async () => {
  const { headers } = await postJson(`${root.url}/v1/chat/completions`, question)
  const id = headers['x-request-id']
  const detail = await get(`/api/requests/${id}`)
  expect(detail).toMatchObject({
    request_id: id,
    waited_ms: 0,
    attempts_detail: [{ worker_id: 'local-1', kind: 'first', outcome: 'served', error_code: null }],
  })
  const around = await get(`/api/requests/${detail.id}/around`)
  const types = around.events.map(({ type }: { readonly type: string }) => type)
  expect(types).toContain('root.running')
  expect((await http(`${root.url}/api/requests/none/around`)).status).toBe(404)
})

test('figures over time are told step by step, and by app', async () => {
  await postJson(`${root.url}/v1/chat/completions`, question)
  await postJson(`${root.url}/v1/chat/completions`, { ...question, model: 'nobody-has-it' })
  const whole = await get('/api/metrics/series?before=true')
  expect(whole).toMatchObject({
    by: 'none',
    step: 30,
    groups: [],
    counted_from: null,
    before: { requests: 0 },
  })
  const sum = whole.columns.requests.reduce((all: number, count: number) => all + count, 0)
  expect(sum).toBe(whole.total.requests)
  expect(whole.total.failed).toBeGreaterThanOrEqual(1)
  expect(whole.total.latency_p95_ms).toBeGreaterThan(0)
  const apps = await get('/api/metrics/series?by=app&step=3600')
  expect(apps.groups[0]).toMatchObject({ key: 'default', name: expect.any(String) })
})

test.each([
  'step=0',
  'step=1',
  'by=day',
  'from=2026-01-01T00:00:00Z',
  'from=2027-01-01T00:00:00Z&to=2026-01-01T00:00:00Z',
  'from=yesterday',
  'most=51',
  'wanted=all',
])('what makes no sense is refused: %s', async query => {
  const { status, json } = await http(`${root.url}/api/metrics/series?${query}`)
  expect(status).toBe(400)
  expect(json.error.type).toBe('invalid_request_error')
})

test('a request whose contents are kept is sent once more; another says why it cannot be', async () => {
  const send = (keep: boolean) =>
    http(`${root.url}/api/apps/default`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ keep_contents: keep }),
    })
  const plain = await postJson(`${root.url}/v1/chat/completions`, question)
  const refused = await postJson(
    `${root.url}/api/requests/${plain.headers['x-request-id']}/repeat`,
    {},
  )
  expect([refused.status, refused.json.error.message]).toEqual([
    400,
    'What this request said was not kept.',
  ])
  await send(true)
  const kept = await postJson(`${root.url}/v1/chat/completions`, { ...question, stream: true })
  await send(false)
  const id = kept.headers['x-request-id']
  const repeated = await postJson(`${root.url}/api/requests/${id}/repeat`, {})
  expect(repeated.status).toBe(200)
  const [old, fresh] = await Promise.all(
    [id, repeated.json.request_id].map(each => get(`/api/requests/${each}`)),
  )
  expect(fresh).toMatchObject({
    app: 'window',
    outcome: 'served',
    contents: { request: old.contents.request },
  })
  expect(fresh.id).not.toBe(old.id)
  const { entries } = await get('/api/audit?limit=100')
  expect(entries.filter(({ action }: { action: string }) => action === 'request.repeated')).toEqual(
    [
      expect.objectContaining({
        actor: 'owner',
        subject: id,
        detail: { as: repeated.json.request_id },
      }),
    ],
  )
})

test('what a provider says when it refuses is kept with the attempt', async () => {
  const stub = await startStub({ quiet: true })
  cleanup.defer(() => stub.close())
  const house = await startRoot(cleanup, {
    ...{ MODEL_PROVIDER: 'openai', OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${stub.url}/v1` },
    DATA_DIR: temporaryFolder(cleanup),
  })
  await healthyWorkers(house.url, 1)
  const answer = await postJson(`${house.url}/v1/chat/completions`, {
    ...{ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'x [[fault:fail-401]]' }] },
  })
  const { json } = await http(`${house.url}/api/requests/${answer.headers['x-request-id']}`)
  expect(json).toMatchObject({ outcome: 'failed', status: answer.status })
  expect(json.attempts_detail.at(-1)).toMatchObject({
    outcome: 'failed',
    error_code: 'provider.refused',
    detail: expect.stringMatching(/^\d{3}: ./),
  })
})
