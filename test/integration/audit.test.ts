import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http } from './http.ts'
import {
  eventually,
  type RunningProgram,
  runRoot,
  startRoot,
  temporaryFolder,
} from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const start = (dataDir: string, more: Record<string, string> = {}) =>
  startRoot(cleanup, { DATA_DIR: dataDir, LOCAL_WORKER: 'false', ...more })

const send = (root: RunningProgram, method: string, path: string, body: object = {}) =>
  http(root.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

interface Entry {
  readonly seq: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

async function entriesOf(root: RunningProgram): Promise<readonly Entry[]> {
  return (await http(`${root.url}/api/audit?limit=200`)).json.entries
}

async function stop(root: RunningProgram): Promise<void> {
  root.signal('SIGTERM')
  await root.exited
}

const verify = (dataDir: string) => runRoot({ DATA_DIR: dataDir }, ['--verify-audit'])

test('what the owner changes is noted with who did it, page by page, and no key is', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await start(dataDir)
  const { json: app } = await send(root, 'POST', '/api/apps', { name: 'Cherry' })
  await send(root, 'PATCH', `/api/apps/${app.id}`, { revoked: true })
  const { json: keyed } = await send(root, 'POST', `/api/apps/${app.id}/key`)
  await send(root, 'DELETE', `/api/apps/${app.id}`)
  await send(root, 'PUT', '/api/prices', { prices: [] })
  const entries = await entriesOf(root)
  const done = entries.map(({ actor, action, subject }) => [actor, action, subject])
  expect(done).toEqual([
    ['root', 'secret.made', 'rootSecret'],
    ['root', 'root.started', root.url],
    ['owner', 'app.added', app.id],
    ['owner', 'app.changed', app.id],
    ['owner', 'app.key-changed', app.id],
    ['owner', 'app.removed', app.id],
    ['owner', 'prices.replaced', 'prices'],
  ])
  expect(entries[3]?.detail).toEqual({ isRevoked: true })
  const text = JSON.stringify(entries)
  expect([app.key, keyed.key].filter(key => text.includes(key))).toEqual([])
  const page = await http(`${root.url}/api/audit?after=5&limit=2`)
  expect([page.json.entries.length, page.json.next_after]).toEqual([2, 7])
  const last = await http(`${root.url}/api/audit?after=7&limit=2`)
  expect(last.json).toEqual({ entries: [], next_after: null })
})

test('a start and a stop are noted, and a start after a kill says so', async () => {
  const dataDir = temporaryFolder(cleanup)
  await stop(await start(dataDir))
  const killed = await start(dataDir)
  killed.signal('SIGKILL')
  await killed.exited
  const root = await start(dataDir)
  const starts = (await entriesOf(root))
    .filter(({ action }) => action.startsWith('root.'))
    .map(({ action, detail }) => [action, detail['wasStopped']])
  expect(starts).toEqual([
    ['root.started', true],
    ['root.stopped', undefined],
    ['root.started', true],
    ['root.started', false],
  ])
  expect((await verify(dataDir)).exitCode).toBe(0)
})

test('refused requests for what is the owner’s are noted, though not without end', async () => {
  const secret = 'a root secret of the test'
  const root = await start(temporaryFolder(cleanup), {
    ROOT_NODE_HOST: '0.0.0.0',
    ROOT_NODE_SECRET: secret,
  })
  const ask = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
  const { json: app } = await http(`${root.url}/api/apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...ask(secret).headers },
    body: '{"name":"Curious"}',
  })
  await http(`${root.url}/api/sessions/of-somebody`, ask(app.key))
  for (let count = 0; count < 40; count++) await http(`${root.url}/api/requests`)
  const { json } = await http(`${root.url}/api/audit?limit=200`, ask(secret))
  const refused = json.entries.filter(({ action }: Entry) => action === 'request.refused')
  expect(refused.length).toBe(20)
  expect(refused[0]).toMatchObject({
    actor: `app:${app.id}`,
    subject: '/api/sessions/*',
    detail: { fault: 'secret.required', method: 'GET', from: '127.0.0.1' },
  })
  expect(refused[1]).toMatchObject({ actor: 'stranger', subject: '/api/requests' })
})

test.each([
  ['a changed entry', `UPDATE audit SET actor = 'nobody' WHERE seq = 2`, 'entry 2 was changed'],
  ['a missing entry', 'DELETE FROM audit WHERE seq = 2', 'entry 2 is missing'],
  ['a cut end', 'DELETE FROM audit WHERE seq > 2', 'entry 3 is missing'],
  [
    'an entry that was hashed anew',
    `UPDATE audit SET hash = replace(hash, 'a', 'b') WHERE seq = 2`,
    'entry 2 was changed',
  ],
])('verify finds %s, whoever took the triggers away', async (_name, sql, said) => {
  const dataDir = temporaryFolder(cleanup)
  const root = await start(dataDir)
  await send(root, 'PUT', '/api/prices', { prices: [] })
  await stop(root)
  expect(await verify(dataDir)).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining('as it was written: 4 entries. The end is the one'),
  })
  const database = new Database(join(dataDir, 'banyan.db'))
  for (const trigger of ['audit_stays', 'audit_is_kept']) database.exec(`DROP TRIGGER ${trigger}`)
  database.exec(sql)
  database.close()
  expect(await verify(dataDir)).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining(said),
  })
})

test('a log whose end was cut off says so itself from the next start on', async () => {
  const dataDir = temporaryFolder(cleanup)
  await stop(await start(dataDir))
  const database = new Database(join(dataDir, 'banyan.db'))
  database.exec('DROP TRIGGER audit_is_kept')
  database.exec('DELETE FROM audit WHERE seq = 3')
  database.close()
  const root = await start(dataDir)
  await eventually(15_000, async () => {
    const found = (await entriesOf(root)).find(({ action }) => action === 'audit.end-missing')
    expect(found).toMatchObject({ seq: 3, detail: { kept: { seq: 3 }, found: { seq: 2 } } })
  })
  const { json } = await http(`${root.url}/api/audit/verify`)
  expect(json).toMatchObject({ sound: true, broken_at: null, kept_head: 'known' })
})
