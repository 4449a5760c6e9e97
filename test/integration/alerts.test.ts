import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { webhookReceiver, webhookSecret } from '../main/alerts/webhook-receiver.ts'
import { healthyWorkers, http, postJson } from './http.ts'
import {
  eventually,
  type RunningProgram,
  startRoot,
  startWorker,
  temporaryFolder,
} from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const rules = {
  offline: { after_seconds: 1 },
  error_rate: false,
  latency: false,
  disk: false,
  gather_seconds: 0,
}

const startedRoot = (url: string, environment: Record<string, string>) =>
  startRoot(cleanup, {
    LOCAL_WORKER: 'false',
    HEALTH_CHECK_INTERVAL_MS: '200',
    ALERT_RULES: JSON.stringify(rules),
    ALERT_WEBHOOK_URL: url,
    ALERT_WEBHOOK_SECRET: webhookSecret,
    ...environment,
  })

const alertsOf = async (root: RunningProgram, query = '') =>
  (await http(`${root.url}/api/alerts${query}`)).json.alerts

test('a worker that is killed is told of by webhook, once over a restart of the root, and so is its return', async () => {
  const { url, received } = await webhookReceiver()
  const types = () =>
    received.map(({ headers, body }) => {
      const { type } = new Webhook(webhookSecret).verify(
        body,
        headers as Record<string, string>,
      ) as { type: string }
      return type
    })
  const DATA_DIR = temporaryFolder(cleanup)
  const worker = await startWorker(cleanup)
  const root = await startedRoot(url, { WORKERS: worker.url, DATA_DIR })
  await healthyWorkers(root.url, 1)
  worker.signal('SIGKILL')
  await expect.poll(types, { timeout: 20_000 }).toEqual(['alert.opened'])
  const [open] = await alertsOf(root, '?state=open')
  root.signal('SIGTERM')
  await root.exited

  const again = await startedRoot(url, { WORKERS: worker.url, DATA_DIR })
  await startWorker(cleanup, { WORKER_PORT: String(worker.port) })
  await expect.poll(types, { timeout: 20_000 }).toEqual(['alert.opened', 'alert.recovered'])
  const [over, ...others] = await alertsOf(again)
  expect([open, over, others]).toEqual([
    {
      id: '1',
      rule: 'offline',
      subject: expect.any(String),
      name: expect.any(String),
      severity: 'warning',
      state: 'open',
      message: expect.stringContaining('is offline: '),
      opened_at: expect.any(String),
      told_at: expect.any(String),
      recovered_at: null,
    },
    { ...open, state: 'recovered', told_at: expect.any(String), recovered_at: expect.any(String) },
    [],
  ])
  const log = readFileSync(join(DATA_DIR, 'logs', 'banyan.log'), 'utf8')
  expect([log.match(/alert opened/g)?.length, log.match(/alert recovered/g)?.length]).toEqual([
    1, 1,
  ])
  expect(log).not.toContain(webhookSecret)
}, 60_000)

test('an app that spends its budget is told of', async () => {
  const { url, received } = await webhookReceiver()
  const spending = { ...rules, offline: false }
  const root = await startedRoot(url, {
    LOCAL_WORKER: 'true',
    ALERT_RULES: JSON.stringify(spending),
  })
  await healthyWorkers(root.url, 1)
  const json = { 'content-type': 'application/json' }
  const send = (method: string, path: string, body: object) =>
    http(root.url + path, { method, headers: json, body: JSON.stringify(body) })
  const prices = [{ model: 'banyan-demo', input: 1e6, cached_input: 1e6, output: 1e6 }]
  await send('PUT', '/api/prices', { prices })
  const app = await postJson(`${root.url}/api/apps`, { name: 'Costly', budget_usd_per_month: 1 })
  const question = { messages: [{ role: 'user', content: 'ping' }] }
  const key = { authorization: `Bearer ${app.json.key}` }
  await postJson(`${root.url}/v1/chat/completions`, question, key)
  const told = () => received.map(({ body }) => JSON.parse(body).data)
  await eventually(15_000, async () =>
    expect(told()).toMatchObject([
      { rule: 'budget', severity: 'critical', alerts: [{ subject: app.json.id, name: 'Costly' }] },
    ]),
  )
}, 30_000)

test('requests that fail are told of, and when none comes any more they are over', async () => {
  const { url, received } = await webhookReceiver()
  const failing = { ...rules, offline: false, error_rate: { at_least: 2, over_seconds: 5 } }
  const root = await startedRoot(url, { ALERT_RULES: JSON.stringify(failing) })
  const told = () => received.map(({ body }) => JSON.parse(body))
  const question = { messages: [{ role: 'user', content: 'ping' }] }
  const model = { ...question, model: 'gpt-none' }
  const ask = (body: object) => postJson(`${root.url}/v1/chat/completions`, body)
  await eventually(15_000, async () => {
    const answers = [await ask(question), await ask(question), await ask(model)]
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 404])
    expect(told()).toMatchObject([{ data: { rule: 'error_rate', count: 1 } }])
  })
  await expect
    .poll(() => told().map(({ type }) => type), { timeout: 25_000 })
    .toEqual(['alert.opened', 'alert.recovered'])
  expect(told()[0].data.message).toMatch(/^100\u00A0% of \d+ requests failed in the last 5 s\.$/)
}, 60_000)

test('the test goes by every way, and a root without anything set says what is missing', async () => {
  const { url, received } = await webhookReceiver()
  const set = await startedRoot(url, {})
  const unset = await startRoot(cleanup, { LOCAL_WORKER: 'false' })
  const [tested, bare] = await Promise.all(
    [set, unset].map(root => postJson(`${root.url}/api/alerts/test`, {})),
  )
  expect([tested?.json.ways, bare?.json.ways[2]]).toMatchObject([
    [
      { way: 'log', ok: true, detail: null },
      { way: 'desktop', ok: false, detail: 'this root node runs without a window' },
      { way: 'webhook', ok: true, detail: null },
    ],
    { way: 'webhook', ok: false, detail: 'ALERT_WEBHOOK_URL is not set' },
  ])
  expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['alert.test'])
  const wrong = await http(`${set.url}/api/alerts?cursor=x`)
  expect([wrong.status, wrong.json.error.param]).toEqual([400, 'cursor'])
})
