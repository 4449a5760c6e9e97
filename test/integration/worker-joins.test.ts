import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson, textOf } from './http.ts'
import { askedWorker, change, nodeIs, statusOf, up } from './node-house.ts'
import { eventually, type RunningProgram, startRoot, startWorker } from './processes.ts'
import { chunk, scriptedModel, streamHead } from './scripted-model.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const secret = { ROOT_NODE_SECRET: 'the right root secret' }
const alone = { LOCAL_WORKER: 'false', NODE_OFFLINE_AFTER: '1' }
const model = 'banyan-demo'

function joinsAs(id: string, root: { readonly url: string }, more: Record<string, string> = {}) {
  return startWorker(cleanup, {
    WORKER_ID: id,
    ROOT_NODE_URL: root.url,
    HEARTBEAT_INTERVAL: '0.3',
    ...more,
  })
}

const nodeAt = async (root: RunningProgram, id: string) =>
  (await http(`${root.url}/api/nodes/${id}/`)).json

const isGone = (root: RunningProgram, id: string) =>
  eventually(10_000, async () =>
    expect((await http(`${root.url}/api/nodes/${id}/`)).status).toBe(404),
  )

test('a worker joins by itself, tells how it is, is asked, and leaves when it stops', async () => {
  const root = await startRoot(cleanup, { ...alone, ...secret })
  const worker = await joinsAs('a', root, { ...secret, NODE_PRIORITY: '3', NODE_WEIGHT: '2' })
  await nodeIs(root, 'a', ...up)
  const asked = await askedWorker(root, model)
  await eventually(15_000, async () =>
    expect(await nodeAt(root, 'a')).toMatchObject({
      url: worker.url,
      origin: 'registered',
      priority: 3,
      weight: 2,
      memory_usage: expect.any(Number),
      disk_usage: expect.any(Number),
      last_heartbeat: expect.any(String),
    }),
  )
  worker.signal('SIGTERM')
  await worker.exited
  expect([asked, (await http(`${root.url}/api/nodes/a`)).status]).toEqual(['a', 404])
})

test('a worker with another secret is not let in, and goes on by itself', async () => {
  const root = await startRoot(cleanup, { ...alone, ...secret })
  const worker = await joinsAs('a', root, { ROOT_NODE_SECRET: 'quite another secret' })
  await eventually(15_000, async () => expect(worker.output()).toContain('different secrets'))
  expect((await http(`${root.url}/api/nodes/`)).json).toEqual({ nodes: [] })
  expect(worker.output() + root.output()).not.toContain('another secret')
})

test('a worker that is there before its root node joins when that comes, and again when that forgot it', async () => {
  const first = await startRoot(cleanup, alone)
  const { port, url } = first
  first.signal('SIGTERM')
  await first.exited
  const worker = await joinsAs('a', { url })
  await eventually(15_000, async () => expect(worker.output()).toContain('root node not told'))
  for (let times = 0; times < 2; times++) {
    const root = await startRoot(cleanup, { ...alone, ROOT_NODE_PORT: String(port) })
    await nodeIs(root, 'a', ...up)
    root.signal('SIGTERM')
    await root.exited
  }
})

test('a worker that stands still is suspect, then offline; when it goes on it is asked again', async () => {
  const root = await startRoot(cleanup, alone)
  const worker = await joinsAs('a', root)
  await nodeIs(root, 'a', ...up)
  await eventually(15_000, async () =>
    expect((await nodeAt(root, 'a')).last_heartbeat).not.toBe(null),
  )
  worker.signal('SIGSTOP')
  await nodeIs(root, 'a', 'suspect')
  await nodeIs(root, 'a', 'offline')
  worker.signal('SIGCONT')
  await nodeIs(root, 'a', ...up)
  expect(await askedWorker(root, model)).toBe('a')
})

test('a worker that was killed and started anew is the same node, of a newer incarnation', async () => {
  const root = await startRoot(cleanup, alone)
  const killed = await joinsAs('a', root)
  await nodeIs(root, 'a', ...up)
  await change(root, 'a', { weight: 5 })
  const before = await nodeAt(root, 'a')
  killed.signal('SIGKILL')
  await killed.exited
  const worker = await joinsAs('a', root)
  await eventually(10_000, async () => expect((await nodeAt(root, 'a')).url).toBe(worker.url))
  await nodeIs(root, 'a', ...up)
  const after = await nodeAt(root, 'a')
  expect([after.weight, after.incarnation > before.incarnation]).toEqual([5, true])
  expect((await http(`${root.url}/api/nodes/`)).json.nodes).toHaveLength(1)
})

test('of two with one id the newer counts, and the older one stops to say it is there', async () => {
  const root = await startRoot(cleanup, alone)
  const older = await joinsAs('a', root)
  await nodeIs(root, 'a', ...up)
  const newer = await joinsAs('a', root)
  await eventually(10_000, async () => expect(older.output()).toContain('takes the place'))
  expect((await nodeAt(root, 'a')).url).toBe(newer.url)
})

test('a worker that its owner removed does not come back by itself', async () => {
  const root = await startRoot(cleanup, alone)
  const worker = await joinsAs('a', root)
  await nodeIs(root, 'a', ...up)
  await http(`${root.url}/api/nodes/a/remove/`, { method: 'DELETE' })
  await eventually(15_000, async () => expect(worker.output()).toContain('removed by the owner'))
  await isGone(root, 'a')
})

test('a worker that is named in WORKERS and registers, too, is one', async () => {
  const worker = await startWorker(cleanup, { WORKER_ID: 'a' })
  const root = await startRoot(cleanup, { ...alone, WORKERS: worker.url })
  await eventually(15_000, async () =>
    expect((await http(`${root.url}/health`)).json.workers.healthy).toBe(1),
  )
  await postJson(`${root.url}/api/nodes/register`, { id: 'a', url: worker.url })
  const { json } = await http(`${root.url}/api/workers`)
  expect(json.workers.map(({ id }: { id: string }) => id)).toEqual(['a'])
})

const question = {
  model,
  stream: true,
  messages: [{ role: 'user', content: 'count to 60' }],
}

test('a worker that is stopped takes nothing new from then on and finishes what it has', async () => {
  let finish = () => {}
  const slow = await scriptedModel(cleanup, ['m'], question => {
    const { asked, response } = question
    streamHead(response)
    response.write(chunk(asked.model, { content: '从前' }))
    finish = () =>
      response.end(
        chunk(asked.model, { content: '有一棵树' }) +
          chunk(asked.model, {}, 'stop') +
          'data: [DONE]\n\n',
      )
  })
  const root = await startRoot(cleanup, alone)
  const provider = { MODEL_PROVIDER: 'compatible', COMPATIBLE_BASE_URL: `${slow.url}/v1` }
  const worker = await joinsAs('a', root, provider)
  await nodeIs(root, 'a', ...up)
  const streaming = postJson(`${root.url}/v1/chat/completions`, { ...question, model: 'm' })
  await eventually(15_000, async () => expect((await nodeAt(root, 'a')).in_flight).toBe(1))
  worker.signal('SIGTERM')
  await nodeIs(root, 'a', 'draining')
  finish()
  const { text } = await streaming
  expect([textOf(text), text.endsWith('data: [DONE]\n\n')]).toEqual(['从前有一棵树', true])
  await worker.exited
  await isGone(root, 'a')
})

test('under load, no request that comes after it goes to a worker in maintenance, and none fails', async () => {
  const root = await startRoot(cleanup, alone)
  await Promise.all(['a', 'b'].map(id => joinsAs(id, root)))
  for (const id of ['a', 'b']) await nodeIs(root, id, ...up)
  const before: string[] = []
  const after: string[] = []
  let isOver = false
  let isChanged = false
  const one = async () => {
    while (!isOver) {
      const list = isChanged ? after : before
      list.push(await askedWorker(root, model))
    }
  }
  const loading = Array.from({ length: 6 }, one)
  await eventually(15_000, async () => expect(before).toContain('a'))
  await change(root, 'a', { status: 'maintenance' })
  isChanged = true
  await eventually(15_000, async () => expect(after.length).toBeGreaterThan(20))
  isOver = true
  await Promise.all(loading)
  expect([new Set(after), await statusOf(root, 'a')]).toEqual([new Set(['b']), 'maintenance'])
})
