import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from './http.ts'
import {
  eventually,
  type RunningProgram,
  runRoot,
  startRoot,
  temporaryFolder,
} from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function rootIn(dataDir: string): Promise<RunningProgram> {
  const root = await startRoot(cleanup, { DATA_DIR: dataDir })
  await healthyWorkers(root.url, 1)
  return root
}

const say = (root: RunningProgram, session_id: string) =>
  postJson(`${root.url}/api/chat`, { session_id, message: 'ping' })

async function sessionsOf(root: RunningProgram): Promise<string[]> {
  const { json } = await http(`${root.url}/api/sessions`)
  return json.sessions.map(({ id }: { id: string }) => id).sort()
}

const restore = (root: RunningProgram, id: string) =>
  http(`${root.url}/api/backups/${id}/restore`, { method: 'POST' })

/** Answered by a root node that was opened since. */
async function restarted(root: RunningProgram, restores: number): Promise<void> {
  await eventually(10_000, async () => {
    const { json } = await http(`${root.url}/api/audit?limit=200`)
    const actions = json.entries.map(({ action }: { action: string }) => action)
    expect(actions.filter((action: string) => action === 'backup.restored').length).toBe(restores)
    expect((await http(`${root.url}/health`)).status).toBe(200)
  })
}

async function stop(root: RunningProgram): Promise<void> {
  root.signal('SIGTERM')
  await root.exited
}

/** Spoils pages in the middle; the head still looks like a database. */
function spoil(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4_096, Math.min(bytes.length, 90_000))
  writeFileSync(path, bytes)
}

test('a backup is whole, for its owner alone, and restored with a way back', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await rootIn(dataDir)
  await say(root, 'before')
  const made = await http(`${root.url}/api/backups`, { method: 'POST' })
  expect(made.status).toBe(201)
  const file = join(dataDir, 'backups', `${made.json.id}.db`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const copy = new Database(file, { readonly: true })
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  copy.close()

  await say(root, 'after')
  expect((await restore(root, made.json.id)).status).toBe(202)
  await restarted(root, 1)
  expect(await sessionsOf(root)).toEqual(['before'])

  const { json } = await http(`${root.url}/api/backups`)
  const wayBack = json.backups.find(({ kind }: { kind: string }) => kind === 'before-restore')
  expect((await restore(root, wayBack.id)).status).toBe(202)
  await eventually(10_000, async () => expect(await sessionsOf(root)).toEqual(['after', 'before']))
  const verdict = await http(`${root.url}/api/audit/verify`)
  expect(verdict.json).toMatchObject({ sound: true, kept_head: 'known' })
})

test('turns that are acknowledged while a restore is under way are in the way back', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await rootIn(dataDir)
  const { json: backup } = await http(`${root.url}/api/backups`, { method: 'POST' })
  const acknowledged: string[] = []
  let isOver = false
  const talk = async (speaker: number) => {
    for (let turn = 0; !isOver; turn++) {
      const id = `${speaker}-${turn}`
      const answer = await say(root, id).catch(() => null)
      if (answer?.status === 200) acknowledged.push(id)
      else return
    }
  }
  const talking = Promise.all([1, 2, 3, 4].map(talk))
  await eventually(10_000, async () => expect(acknowledged.length).toBeGreaterThan(20))
  await restore(root, backup.id)
  await restarted(root, 1)
  isOver = true
  await talking
  const kept = new Set(await sessionsOf(root))
  const folder = join(dataDir, 'backups')
  const wayBack = readdirSync(folder).find(name => name.includes('before-restore')) ?? ''
  const database = new Database(join(folder, wayBack), { readonly: true })
  for (const id of database.prepare<[], string>('SELECT id FROM sessions').pluck().all())
    kept.add(id)
  database.close()
  expect(acknowledged.filter(id => !kept.has(id))).toEqual([])
})

test('one that is being made is cancelled, and leaves nothing', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await rootIn(dataDir)
  const cancel = () => http(`${root.url}/api/backups/cancel`, { method: 'POST' })
  expect(await cancel()).toMatchObject({ status: 200, json: { cancelled: false } })
  const made = http(`${root.url}/api/backups`, { method: 'POST' })
  await eventually(10_000, async () => expect((await cancel()).json.cancelled).toBe(true))
  expect(await made).toMatchObject({ status: 409, json: { error: { code: 'backup_cancelled' } } })
  expect(readdirSync(join(dataDir, 'backups'))).toEqual([])
  const { json } = await http(`${root.url}/api/backups`)
  expect([json.backups, json.running, json.failed_at]).toEqual([[], null, null])
})

test('only what is a sound backup of ours is restored or deleted', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await rootIn(dataDir)
  const { json: made } = await http(`${root.url}/api/backups`, { method: 'POST' })
  const remove = (id: string) => http(`${root.url}/api/backups/${id}`, { method: 'DELETE' })
  spoil(join(dataDir, 'backups', `${made.id}.db`))
  const answers = [
    await restore(root, made.id),
    await restore(root, 'banyan-20200101T000000000Z'),
    await restore(root, '..%2Fbanyan'),
    await remove('..%2Fbanyan'),
    await remove(made.id),
    await remove(made.id),
  ]
  expect(answers.map(({ status, json }) => [status, json.error?.code])).toEqual([
    [409, 'backup_unusable'],
    [404, 'backup_not_found'],
    [404, 'backup_not_found'],
    [404, 'backup_not_found'],
    [200, undefined],
    [404, 'backup_not_found'],
  ])
  expect(readdirSync(dataDir)).toContain('banyan.db')
  expect(readdirSync(dataDir)).not.toContain('restore.db')
})

test('a damaged database is put aside as it is, and the newest sound backup is offered', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await rootIn(dataDir)
  await say(root, 'kept')
  const { json: good } = await http(`${root.url}/api/backups`, { method: 'POST' })
  const { json: bad } = await http(`${root.url}/api/backups`, { method: 'POST' })
  await stop(root)
  spoil(join(dataDir, 'backups', `${bad.id}.db`))
  spoil(join(dataDir, 'banyan.db'))
  const damaged = readFileSync(join(dataDir, 'banyan.db'))

  const offered = `--restore "${join(dataDir, 'backups', `${good.id}.db`)}"`
  const failures = [await startRoot(cleanup, { DATA_DIR: dataDir }).catch(String)]
  // Not silently empty the second time either.
  failures.push(await startRoot(cleanup, { DATA_DIR: dataDir }).catch(String))
  for (const failure of failures) expect(failure).toContain(offered)
  const aside = readdirSync(dataDir).find(name => name.startsWith('banyan.damaged-')) ?? ''
  expect(readFileSync(join(dataDir, aside)).equals(damaged)).toBe(true)
  expect(readdirSync(dataDir)).not.toContain('banyan.db')

  const file = join(dataDir, 'backups', `${good.id}.db`)
  const prepared = await runRoot({ DATA_DIR: dataDir }, ['--restore', file])
  expect(prepared).toMatchObject({ exitCode: 0, output: expect.stringContaining('next start') })
  const again = await rootIn(dataDir)
  expect(await sessionsOf(again)).toEqual(['kept'])
})

test('damage that was found too late to stop holds from the next start', async () => {
  const dataDir = temporaryFolder(cleanup)
  await stop(await rootIn(dataDir))
  writeFileSync(join(dataDir, 'banyan.db.found-damaged'), '')
  const failure = await startRoot(cleanup, { DATA_DIR: dataDir }).catch(String)
  expect(failure).toContain('put aside, as it is, as')
  const files = readdirSync(dataDir).filter(name => name.startsWith('banyan.d'))
  expect(files).toEqual([
    expect.stringMatching(/^banyan\.damaged-\w+\.db$/),
    expect.stringMatching(/^banyan\.damaged-\w+\.db\.found-damaged$/),
  ])
})

test('after damage one can begin empty, when one says so', async () => {
  const dataDir = temporaryFolder(cleanup)
  writeFileSync(join(dataDir, 'banyan.db'), 'this is no database, and never was one')
  const failure = await startRoot(cleanup, { DATA_DIR: dataDir }).catch(String)
  expect(failure).toContain('There is no sound backup')
  const root = await startRoot(cleanup, { DATA_DIR: dataDir }, { flags: ['--start-empty'] })
  expect(await sessionsOf(root)).toEqual([])
})

test('--restore takes no file that is not there, damaged or newer', async () => {
  const dataDir = temporaryFolder(cleanup)
  const newer = join(dataDir, 'newer.db')
  const database = new Database(newer)
  database.pragma('user_version = 99')
  database.close()
  const damaged = join(dataDir, 'damaged.db')
  writeFileSync(damaged, 'no database at all, whatever its name says')
  const outputs = []
  for (const file of [newer, damaged, join(dataDir, 'missing.db')]) {
    const { exitCode, output } = await runRoot({ DATA_DIR: dataDir }, [`--restore=${file}`])
    outputs.push([exitCode, output])
  }
  expect(outputs).toEqual([
    [1, expect.stringContaining('newer Banyan')],
    [1, expect.stringContaining('is damaged')],
    [1, expect.stringContaining('There is no backup')],
  ])
})
