import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Update } from '#contract/http/events'
import { DeploymentId, WorkerId } from '#contract/ids'
import { silentLog } from '#main/base/log'
import { EventFeed } from '#main/events/event-feed'
import type { NodeView } from '#main/gateway/node-view'
import { Updates } from '#main/gateway/updates'
import { eventShelf } from '#main/store/event-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const node: NodeView = {
  worker: {
    id: WorkerId.parse('a'),
    name: 'a',
    origin: 'registered',
    transport: 'http',
    hostName: null,
    url: 'http://127.0.0.1:4000',
    phase: { name: 'healthy', since: 0 },
    version: null,
    slots: 5,
    weight: 1,
    priority: 0,
    role: 'worker',
    vitals: null,
    providers: [],
    models: [],
    defaultModel: null,
    load: { inFlight: 0, served: 0, failed: 0, latencyMs: null, firstTokenMs: null },
  },
  claims: null,
  incarnation: null,
  lastBeatAt: null,
  queued: null,
}

/** Updates behind a real server; `nodes` stands for a fleet of any size. */
async function openUpdates({ restMs = 60_000, nodes = [node] as readonly NodeView[] } = {}) {
  const feed = new EventFeed(eventShelf(await tempDatabase()), silentLog)
  const updates = new Updates({ nodes: () => nodes, events: feed }, { gatherMs: 20, restMs })
  feed.onPublish(updates.changed)
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    if (updates.open(request, socket, head)) socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(async () => {
    updates.close()
    server.closeAllConnections()
    server.close()
    await feed.close()
  })
  const { port } = server.address() as AddressInfo // sound: it listens on TCP
  return { feed, updates, url: `ws://127.0.0.1:${port}/ws` }
}

/** Reads updates one by one, waiting for those that are still to come. */
function readerOf(url: string) {
  const socket = new WebSocket(url)
  onTestFinished(() => socket.terminate())
  const updates: Update[] = []
  let wake = () => {}
  socket.on('message', text => {
    updates.push(JSON.parse(String(text)))
    wake()
  })
  const closed = new Promise<number>(resolve => socket.on('close', resolve))
  const next = async (): Promise<Update> => {
    while (updates.length === 0)
      await new Promise<void>(resolve => {
        wake = resolve
      })
    const update = updates.shift()
    if (!update) throw new Error('there is no update')
    return update
  }
  return { socket, next, closed }
}

const seqsOf = ({ data }: Update) => data.events.map(({ seq }) => seq)

test('a reader is told how things are, and then what happens, what comes together in one', async () => {
  const { feed, url } = await openUpdates()
  feed.publish('root.running', 'root')
  const { next } = readerOf(url)
  const first = await next()
  feed.publish('node.offline', 'a', { reason: 'x' })
  feed.publish('node.healthy', 'a')
  const second = await next()
  expect(first).toEqual({
    type: 'update',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    seq: 1,
    data: {
      cluster_health: 'Healthy',
      agents: [expect.objectContaining({ agent_id: 'a', status: 'healthy' })],
      events: [],
    },
  })
  expect([second.seq, second.data.events.map(({ type }) => type)]).toEqual([
    3,
    ['node.offline', 'node.healthy'],
  ])
})

test('without a change there is an update all the same', async () => {
  const { url } = await openUpdates({ restMs: 50 })
  const { next } = readerOf(url)
  const seqs = [await next(), await next(), await next()].map(({ seq }) => seq)
  expect(seqs).toEqual([0, 0, 0])
})

test('who comes back is told what was missed, once, and goes on from there', async () => {
  const { feed, url } = await openUpdates()
  for (let each = 0; each < 450; each++) feed.publish('node.healthy', 'a')
  const other = readerOf(url)
  await other.next()
  const { next } = readerOf(`${url}?after=40`)
  const seqs = [...seqsOf(await next()), ...seqsOf(await next()), ...seqsOf(await next())]
  feed.publish('node.left', 'a')
  expect([seqs, seqsOf(await next())]).toEqual([
    Array.from({ length: 410 }, (_, place) => 41 + place),
    [451],
  ])
})

test('who asks for what never was hears that it is gone', async () => {
  const { feed, url } = await openUpdates()
  feed.publish('node.healthy', 'a')
  const { data, seq } = await readerOf(`${url}?after=7`).next()
  expect([seq, data.gone, data.events]).toEqual([1, true, []])
})

test('a reader that stops reading is dropped, and the others never wait', async () => {
  const { feed, url } = await openUpdates({ restMs: 200 })
  const slow = readerOf(url)
  const quick = readerOf(url)
  await Promise.all([slow.next(), quick.next()])
  slow.socket.pause()
  const seen: number[] = []
  while (seen.length < 20) {
    feed.publish('node.healthy', 'a')
    seen.push(...seqsOf(await quick.next()))
  }
  slow.socket.resume()
  expect([seen, await slow.closed]).toEqual([
    Array.from({ length: 20 }, (_, place) => place + 1),
    1006,
  ])
})

test('what waits for a slow reader is bounded', async () => {
  const many = Array.from({ length: 5_000 }, () => node)
  const { feed, url } = await openUpdates({ nodes: many })
  const slow = readerOf(url)
  const quick = readerOf(url)
  await Promise.all([slow.next(), quick.next()])
  slow.socket.pause()
  let isDropped = false
  void slow.closed.then(() => {
    isDropped = true
  })
  for (let each = 0; each < 30 && !isDropped; each++) {
    feed.publish('node.healthy', 'a')
    while (seqsOf(await quick.next()).length === 0);
  }
  slow.socket.resume()
  expect(await slow.closed).toBe(1006)
})

test.each([['?after=-1'], ['?after=x']])('refuses %s', async query => {
  const { url } = await openUpdates()
  const socket = new WebSocket(url + query)
  const message = await new Promise<string>(resolve => {
    socket.on('error', error => resolve(error.message))
  })
  expect(message).toContain('socket hang up')
})

test('a reader that sends more than a little is dropped', async () => {
  const { url } = await openUpdates()
  const { socket, next, closed } = readerOf(url)
  await next()
  socket.send('x'.repeat(5_000))
  expect([1006, 1009]).toContain(await closed)
})

test('lines of a log go to those that asked for that deployment, and to nobody else', async () => {
  const { feed, updates, url } = await openUpdates()
  const asking = readerOf(`${url}?deployment=d1`)
  const others = [readerOf(url), readerOf(`${url}?deployment=d2`)]
  await Promise.all([asking, ...others].map(({ next }) => next()))
  updates.tellLog({ type: 'log', deployment_id: DeploymentId.parse('d1'), lines: [] })
  feed.publish('node.healthy', 'a')
  const heard: unknown[] = []
  for (const { next } of [asking, ...others]) {
    let each: { readonly type: string; readonly data?: Update['data'] } = await next()
    while (each.type === 'update' && each.data?.events.length === 0) each = await next()
    heard.push(each.type)
  }
  expect(heard).toEqual(['log', 'update', 'update'])
})
