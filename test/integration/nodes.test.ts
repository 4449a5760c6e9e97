import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http } from './http.ts'
import {
  askedWorker,
  beat,
  change,
  nodeIs,
  register,
  startPlainServer,
  statusOf,
  up,
} from './node-house.ts'
import { startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const alone = { LOCAL_WORKER: 'false', NODE_OFFLINE_AFTER: '1' }

test('a node that registers is looked at, listed and asked; the same id again is the same node', async () => {
  const root = await startRoot(cleanup, alone)
  const server = await startPlainServer(cleanup, 'a')
  const node = { id: 'a', name: 'Ann', url: server.url, weight: 3, max_concurrent_requests: 7 }
  const first = await register(root, node)
  const again = await register(root, { ...node, weight: 4 })
  expect([first.status, again.status, await askedWorker(root)]).toEqual([201, 200, 'a'])
  expect(again.json).toMatchObject({
    id: 'a',
    name: 'Ann',
    status: 'healthy',
    weight: 4,
    max_concurrent_requests: 7,
    models: ['plain'],
    heartbeat_interval_seconds: 5,
  })
  const { json } = await http(`${root.url}/api/nodes/`)
  expect(json.nodes.map(({ id }: { id: string }) => id)).toEqual(['a'])
})

test('a node that does not answer is listed as offline and gets no traffic', async () => {
  const root = await startRoot(cleanup, alone)
  const { status, json } = await register(root, { id: 'dead', host: '127.0.0.1', port: 1 })
  await expect(askedWorker(root)).rejects.toThrow('503')
  expect([status, json.status, json.status_reason]).toEqual([
    201,
    'offline',
    expect.stringContaining('ECONNREFUSED'),
  ])
})

test.each([
  [{}],
  [{ host: '127.0.0.1' }],
  [{ url: 'ftp://127.0.0.1' }],
  [{ url: 'http://169.254.169.254/latest' }],
  [{ url: 'http://2852039166/' }],
  [{ url: 'http://[fe80::1]:3001' }],
  [{ url: 'http://[::ffff:169.254.1.1]' }],
  [{ url: 'http://metadata.google.internal./' }],
  [{ url: 'http://:key@127.0.0.1:3001' }],
  [{ url: 'http://127.0.0.1:3001', weight: 0 }],
  [{ url: 'http://127.0.0.1:3001', id: '节点' }],
])('refuses to register %j', async fields => {
  const root = await startRoot(cleanup, alone)
  const { status, json } = await register(root, { id: 'a', ...fields })
  expect([status, json.error.code]).toEqual([400, 'invalid_request'])
})

test('heartbeats that stop make a node suspect, then offline; two good ones bring it back', async () => {
  const root = await startRoot(cleanup, alone)
  const server = await startPlainServer(cleanup, 'a')
  await register(root, { id: 'a', url: server.url })
  const heartbeat = { interval_seconds: 0.3, cpu_usage: 12.5, queued: 2 }
  await beat(root, 'a', heartbeat)
  await nodeIs(root, 'a', 'suspect')
  const asked = await askedWorker(root)
  await nodeIs(root, 'a', 'offline')
  await expect(askedWorker(root)).rejects.toThrow('503')
  const slow = { ...heartbeat, interval_seconds: 60 }
  const statuses = [await beat(root, 'a', slow), await beat(root, 'a', slow)]
  expect([asked, ...statuses.map(({ json }) => json.status)]).toEqual(['a', 'offline', 'healthy'])
  const { json } = await http(`${root.url}/api/nodes/a`)
  expect(json).toMatchObject({ cpu_usage: 12.5, memory_usage: null, queued: 2 })
})

test('a strained node is asked only when nobody better is there', async () => {
  const root = await startRoot(cleanup, alone)
  for (const id of ['a', 'b']) {
    const server = await startPlainServer(cleanup, id)
    await register(root, { id, url: server.url })
  }
  await beat(root, 'a', { memory_usage: 95 })
  const asked = new Set<string>()
  for (let times = 0; times < 8; times++) asked.add(await askedWorker(root))
  await change(root, 'b', { status: 'maintenance' })
  expect([await statusOf(root, 'a'), [...asked], await askedWorker(root)]).toEqual([
    'degraded',
    ['b'],
    'a',
  ])
})

test('what an older start of a node says is refused, and what an unknown one says, too', async () => {
  const root = await startRoot(cleanup, alone)
  const server = await startPlainServer(cleanup, 'a')
  await register(root, { id: 'a', url: server.url, incarnation: 7 })
  const older = [
    await beat(root, 'a', { incarnation: 6 }),
    await register(root, { id: 'a', url: 'http://127.0.0.1:1', incarnation: 6 }),
    await beat(root, 'b'),
  ]
  expect(
    older.map(({ status, json, headers }) => [
      status,
      json.error.code,
      headers['x-banyan-incarnation'],
    ]),
  ).toEqual([
    [409, 'node_superseded', '7'],
    [409, 'node_superseded', '7'],
    [404, 'worker_not_found', undefined],
  ])
  expect((await beat(root, 'a', { incarnation: 7 })).status).toBe(200)
})

test('after a restart nodes and what their owner chose are known, and nobody is up who does not answer', async () => {
  const folder = { DATA_DIR: temporaryFolder(cleanup) }
  const before = await startRoot(cleanup, { ...alone, ...folder })
  const alive = await startPlainServer(cleanup, 'alive')
  await register(before, { id: 'alive', url: alive.url })
  const ghosts = new Cleanup()
  const ghost = await startPlainServer(ghosts, 'ghost')
  await register(before, { id: 'ghost', url: ghost.url })
  await change(before, 'alive', { weight: 9, name: 'Still here', priority: 2 })
  before.signal('SIGTERM')
  await before.exited
  await ghosts.run()

  const after = await startRoot(cleanup, { ...alone, ...folder })
  await nodeIs(after, 'alive', 'healthy')
  const { json } = await http(`${after.url}/api/nodes/alive/`)
  expect(json).toMatchObject({ weight: 9, name: 'Still here', priority: 2 })
  for (let times = 0; times < 4; times++) expect(await askedWorker(after)).toBe('alive')
  expect(await statusOf(after, 'ghost')).toBe('offline')
})

test('gateways and monitors are asked nothing, backups come last, and the owner has the last word', async () => {
  const root = await startRoot(cleanup, alone)
  const roles = { a: 'worker', b: 'backup', c: 'gateway', d: 'monitor' }
  for (const [id, role] of Object.entries(roles)) {
    const server = await startPlainServer(cleanup, id)
    await register(root, { id, url: server.url, role })
  }
  const first = await askedWorker(root)
  await change(root, 'a', { status: 'draining' })
  const second = await askedWorker(root)
  await change(root, 'b', { status: 'maintenance' })
  await expect(askedWorker(root)).rejects.toThrow('503')
  await change(root, 'a', { status: 'active' })
  expect([first, second, await askedWorker(root)]).toEqual(['a', 'b', 'a'])
})

test('a change is checked, and never changes an id', async () => {
  const root = await startRoot(cleanup, alone)
  await register(root, { id: 'a', host: '127.0.0.1', port: 1 })
  const answers = [
    await change(root, 'a', { id: 'b' }),
    await change(root, 'a', { weight: -1 }),
    await change(root, 'a', { status: 'asleep' }),
    await change(root, 'nobody', { weight: 2 }),
    await change(root, 'a', { id: 'a', weight: 2 }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 404, 200])
})

test('a removed node is gone with all that was chosen, and comes back only when it registers', async () => {
  const root = await startRoot(cleanup, { ...alone, WORKERS: 'http://127.0.0.1:1' })
  await register(root, { id: 'a', host: '127.0.0.1', port: 2 })
  await change(root, 'a', { weight: 9 })
  const remove = (id: string) => http(`${root.url}/api/nodes/${id}/remove/`, { method: 'DELETE' })
  const removed = await remove('a')
  const statuses = [
    (await http(`${root.url}/api/nodes/a/`)).status,
    (await beat(root, 'a')).status,
    (await remove('a')).status,
    (await remove('127.0.0.1-1')).status,
  ]
  const back = await register(root, { id: 'a', host: '127.0.0.1', port: 2 })
  expect([removed.json, statuses, back.status, back.json.weight]).toEqual([
    { id: 'a', removed: true },
    [404, 410, 404, 409],
    201,
    1,
  ])
})

test('agents and the health of the cluster are told in the words that tools expect', async () => {
  const root = await startRoot(cleanup, alone)
  const empty = await http(`${root.url}/api/cluster/health`)
  const server = await startPlainServer(cleanup, 'a')
  await register(root, { id: 'a', url: server.url, hostname: 'attic' })
  await register(root, { id: 'dead', host: '127.0.0.1', port: 1 })
  await beat(root, 'a', { cpu_usage: 50, memory_usage: 60 })
  const { json: agents } = await http(`${root.url}/api/agents`)
  const { json: health } = await http(`${root.url}/api/cluster/health/`)
  const checked = await http(`${root.url}/api/nodes/health-check/`, { method: 'POST' })
  expect([empty.json.health, checked.json.nodes.length]).toEqual(['Unhealthy', 2])
  expect(health).toEqual({
    health: 'Degraded',
    total_agents: 2,
    healthy_agents: 1,
    degraded_agents: 0,
    offline_agents: 1,
    health_percentage: 50,
  })
  expect(agents.data[0]).toEqual({
    agent_id: 'a',
    hostname: 'attic',
    ip_address: '127.0.0.1',
    status: up[0],
    cpu_usage: 50,
    memory_usage: 60,
    tasks_completed: 0,
    replicas_active: 1,
    role: 'worker',
  })
})
