import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { operations, schemas } from '#contract/http/operations'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot } from './processes.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
  // So that no figure is missing in what is looked at.
  await postJson(`${root.url}/api/chat`, { message: 'ping', session_id: 'known' })
  await postJson(`${root.url}/api/battles`, { ...battle, battle_id: 'known' })
  await postJson(`${root.url}/api/hosts`, { ...host, name: 'known' })
  // Nobody listens there, so that the deployment fails; its record and its log are there.
  await postJson(`${root.url}/api/hosts`, {
    ...host,
    ...{ name: 'near', address: '127.0.0.1', port: 9 },
  })
  const begun = await postJson(`${root.url}/api/hosts/near/provision`, {})
  deploymentId = begun.json.deployment_id
})
let deploymentId = ''

const battle = {
  fighters: [
    { name: '甲', hp: 9 },
    { name: 'B', hp: 9 },
  ],
  min_nodes: 1,
}

const host = { address: '192.0.2.1', user: 'ubuntu', auth: { agent: true } }

/** Fits, and has no field that the description does not name. */
function expectToFit(schema: z.ZodType | undefined, value: unknown): void {
  expect(schema?.parse(value)).toEqual(value)
}

/** Of each list, something that is in it. */
const known: Readonly<Record<string, string | (() => string)>> = {
  '/api/deployments/{id}': () => deploymentId,
  '/api/deployments/{id}/log': () => deploymentId,
  '/v1/models/{id}': 'banyan-demo',
  '/api/apps/{id}': 'default',
  '/api/nodes/{id}': 'local-1',
  '/api/requests/{id}': '1000',
  '/api/requests/{id}/around': '1000',
  '/api/sessions/{id}': 'known',
  '/api/battles/{id}': 'known',
  '/api/hosts/{id}': 'known',
}

/** They need a real host, or a Coolify: test/hosts/operating.test.ts and test/main/compose-coolify.test.ts ask them. */
const elsewhere: ReadonlySet<string> = new Set(['/api/hosts/{id}/log', '/api/coolify/{id}/servers'])
const reads = operations.filter(({ method, path }) => method === 'get' && !elsewhere.has(path))

test.each(reads)('GET $path answers as it is described', async ({ path, answers, answerType }) => {
  const id = known[path] ?? ''
  const { status, json, text } = await http(
    root.url + path.replace('{id}', typeof id === 'string' ? id : id()),
  )
  expect(status).toBe(200)
  expectToFit(answers[200], answerType === 'text/plain' ? text : json)
})

test('a root node without a worker answers GET /health as it is described', async () => {
  const alone = await startRoot(cleanup, { LOCAL_WORKER: 'false' })
  const { status, json } = await http(`${alone.url}/health`)
  expect(status).toBe(503)
  expectToFit(schemas.RootHealth, json)
})

const question = { messages: [{ role: 'user', content: 'ping' }] }

test.each([
  ['/api/chat', { message: 'ping' }],
  ['/api/chat', { message: 'ping', consensus: 1 }],
  ['/api/battles', battle],
  ['/api/alerts/test', {}],
  ['/v1/chat/completions', question],
  ['/v1/embeddings', { input: ['ping', '榕树'] }],
  ['/v1/images/generations', { prompt: 'ping', size: '64x64' }],
  ['/api/embed', { model: 'banyan-demo', input: 'ping' }],
  ['/api/embeddings', { model: 'banyan-demo', prompt: 'ping' }],
  ['/v1/completions', { prompt: 'ping' }],
  ['/v1/responses', { input: 'ping' }],
  ['/v1/messages', { ...question, model: 'auto', max_tokens: 9 }],
  ['/v1/messages/count_tokens', { ...question, model: 'auto' }],
  ['/api/generate', { model: 'auto', prompt: 'ping', stream: false }],
  ['/api/show', { model: 'banyan-demo' }],
  ['/api/deploy/start', {}],
  ['/api/deploy/restart', {}],
  ['/api/hosts/import', { text: 'address\n192.0.2.1' }],
])('POST %s answers as it is described', async (path, body) => {
  const { operation, headers, json } = await asked(path, body)
  expectToFit(operation.answers[200], json)
  expect(Object.keys(headers)).toEqual(expect.arrayContaining([...(operation.answerHeaders ?? [])]))
})

test.each([
  ['/api/chat', { message: 'ping', stream: true }],
  ['/api/chat', { message: 'ping', stream: true, consensus: { nodes: 1, stream_votes: true } }],
  ['/v1/chat/completions', { ...question, stream: true, stream_options: { include_usage: true } }],
  ['/v1/completions', { prompt: 'ping', stream: true }],
  ['/v1/responses', { input: 'ping', stream: true }],
  ['/v1/messages', { ...question, model: 'auto', max_tokens: 9, stream: true }],
])('POST %s streams as it is described', async (path, body) => {
  const { operation, text } = await asked(path, body)
  const events = text
    .split('\n')
    .filter(line => line.startsWith('data: ') && line !== 'data: [DONE]')
    .map(line => JSON.parse(line.slice('data: '.length)))
  expect(events.length).toBeGreaterThan(2)
  for (const event of events) expectToFit(operation.events, event)
})

test.each([
  ['/api/chat', {}],
  ['/v1/chat/completions', { ...question, model: 'gpt-none' }],
  ['/nowhere', {}],
])('POST %s is refused as it is described', async (path, body) => {
  const { status, json } = await postJson(root.url + path, body)
  expect(status).toBeGreaterThanOrEqual(400)
  expectToFit(schemas.ErrorBody, json)
})

test('an app and its prices are written as they are described', async () => {
  const operation = (id: string) => operations.find(each => each.id === id)
  const write = (method: string, path: string, body: object) =>
    http(root.url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const added = await write('POST', '/api/apps', { name: 'Described' })
  expectToFit(operation('addApp')?.answers[201], added.json)
  const path = `/api/apps/${added.json.id}`
  const changed = await write('PATCH', path, { expires_at: '2099-01-01T00:00:00+08:00' })
  expectToFit(operation('changeApp')?.answers[200], changed.json)
  const keyed = await write('POST', `${path}/key`, {})
  expectToFit(operation('changeAppKey')?.answers[200], keyed.json)
  const deleted = await http(root.url + path, { method: 'DELETE' })
  expectToFit(operation('deleteApp')?.answers[200], deleted.json)
  const prices = [{ model: 'm', input: 1, cached_input: 0.1, output: 2 }]
  const priced = await write('PUT', '/api/prices', { prices })
  expectToFit(operation('setPrices')?.answers[200], priced.json)
})

test('a host is added, changed, trusted and removed as it is described', async () => {
  const write = async (id: string, method: string, path: string, body: object, status = 200) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await http(root.url + path, { method, headers, body: JSON.stringify(body) })
    expect(answer.status).toBe(status)
    expectToFit(operations.find(each => each.id === id)?.answers[status], answer.json)
  }
  const described = { ...host, name: 'described', address: '192.0.2.2' }
  const fingerprint = `SHA256:${'A'.repeat(43)}`
  await write('addHost', 'POST', '/api/hosts', described, 201)
  await write('changeHost', 'PATCH', '/api/hosts/described', { region: 'eu' })
  await write('trustHost', 'POST', '/api/hosts/described/trust', { fingerprint })
  await write('removeHost', 'DELETE', '/api/hosts/described', {})
})

test('a backup is made, deleted and restored as it is described', async () => {
  const write = async (id: string, method: string, path: string, status: number) => {
    const { json, ...answer } = await http(root.url + path, { method })
    expect(answer.status).toBe(status)
    expectToFit(operations.find(each => each.id === id)?.answers[status], json)
    return json
  }
  const first = await write('makeBackup', 'POST', '/api/backups', 201)
  const second = await write('makeBackup', 'POST', '/api/backups', 201)
  const { json } = await http(`${root.url}/api/backups`)
  expectToFit(schemas.ListedBackups, json)
  await write('deleteBackup', 'DELETE', `/api/backups/${first.id}`, 200)
  await write('restoreBackup', 'POST', `/api/backups/${second.id}/restore`, 202)
})

async function asked(path: string, body: object) {
  const operation = operations.find(each => each.path === path)
  if (operation?.method !== 'post') throw new Error(`${path} is not described`)
  return { operation, ...(await postJson(root.url + path, body)) }
}
