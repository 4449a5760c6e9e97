import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from './http.ts'
import { eventually, type RunningProgram, startRoot } from './processes.ts'
import { hangs, refuses, says, scriptedModel } from './scripted-model.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const messages = [{ role: 'user', content: '榕树' }]

const ask = (root: RunningProgram, prefer?: string) =>
  postJson(
    `${root.url}/v1/chat/completions`,
    { model: 'm', messages },
    prefer ? { 'x-banyan-prefer': prefer } : {},
  )

const report = async (root: RunningProgram) => (await http(`${root.url}/api/healing`)).json
const statusOf = async (root: RunningProgram, url: string) => {
  const { json } = await http(`${root.url}/api/workers`)
  return json.workers.find((each: { url: string }) => each.url === url)?.status
}
const actionsOf = ({ actions }: { actions: { action: string; subject: string }[] }) =>
  actions.map(({ action, subject }) => `${action} ${subject}`)

test('three failed requests in a row isolate a worker, which its owner can end; the last one up stays', async () => {
  const bad = await scriptedModel(cleanup, ['m'], refuses(500))
  const good = await scriptedModel(cleanup, ['m'], says('ok'))
  const root = await startRoot(cleanup, {
    WORKERS: `${bad.url},${good.url}`,
    LOCAL_WORKER: 'false',
  })
  await healthyWorkers(root.url, 2)
  for (let count = 0; count < 3; count++) expect((await ask(root, bad.url)).status).toBe(200)
  await eventually(15_000, async () => expect(await statusOf(root, bad.url)).toBe('isolated'))

  const before = bad.questions.length
  expect((await ask(root, bad.url)).status).toBe(200)
  expect(bad.questions.length).toBe(before)
  const { actions } = await report(root)
  expect(actionsOf({ actions })).toHaveLength(1)
  expect(actions[0]).toMatchObject({ ailment: 'failing', action: 'Isolate', outcome: 'done' })
  const { json: feed } = await http(`${root.url}/api/events?after=0`)
  expect(JSON.stringify(feed)).toContain('healing.Isolate')

  good.script = refuses(500)
  for (let count = 0; count < 4; count++) await ask(root)
  expect(await statusOf(root, good.url)).toBe('healthy')

  const id = actions[0].subject
  bad.script = says('well again')
  const put = await http(`${root.url}/api/nodes/${encodeURIComponent(id)}/`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'active' }),
  })
  expect(put.status).toBe(200)
  expect(await statusOf(root, bad.url)).toBe('healthy')
})

test('requests that wait bring another local worker', async () => {
  const model = await scriptedModel(cleanup, ['m'], hangs)
  const root = await startRoot(cleanup, {
    MODEL_PROVIDER: 'compatible',
    COMPATIBLE_BASE_URL: `${model.url}/v1`,
    MAX_CONCURRENT_REQUESTS: '1',
    WORKER_TIMEOUT_MS: '60000',
  })
  await healthyWorkers(root.url, 1)
  void ask(root).catch(() => {})
  void ask(root).catch(() => {})
  await eventually(25_000, async () => {
    expect(actionsOf(await report(root))).toEqual(['Replicate fleet'])
    await healthyWorkers(root.url, 2)
  })
  await eventually(15_000, async () => expect(model.questions.length).toBe(2))
}, 60_000)

test('a dry run does nothing, and tells', async () => {
  const bad = await scriptedModel(cleanup, ['m'], refuses(500))
  const good = await scriptedModel(cleanup, ['m'], says('ok'))
  const root = await startRoot(cleanup, {
    WORKERS: `${bad.url},${good.url}`,
    LOCAL_WORKER: 'false',
    HEALING: 'dry-run',
  })
  await healthyWorkers(root.url, 2)
  for (let count = 0; count < 3; count++) await ask(root, bad.url)
  await eventually(15_000, async () => {
    const { mode, actions } = await report(root)
    expect([mode, actions[0]?.outcome]).toEqual(['dry-run', 'dry-run'])
  })
  expect(await statusOf(root, bad.url)).toBe('healthy')
})
