import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applyMigration, migrate, migrations, versionOf } from '#main/store/migrate'
import { sessions } from '#main/store/migrations/0001-sessions'
import { nodesAndEvents } from '#main/store/migrations/0008-nodes-and-events'
import { audit } from '#main/store/migrations/0009-audit'
import { alerts } from '#main/store/migrations/0010-alerts'
import { hosts } from '#main/store/migrations/0011-hosts'
import { deployments } from '#main/store/migrations/0012-deployments'
import { coolifyAccounts } from '#main/store/migrations/0013-coolify-accounts'
import { idleHours } from '#main/store/migrations/0014-idle-hours'
import { chatTurns } from '#main/store/migrations/0020-chat-turns'
import { pinnedSessions } from '#main/store/migrations/0021-pinned-sessions'
import { heldAlerts } from '#main/store/migrations/0022-held-alerts'

const noCopy = () => Promise.reject(new Error('an empty database needs no copy'))

function tablesOf(database: Database.Database): unknown[] {
  return database
    .prepare(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'message_search%' ORDER BY name`,
    )
    .all()
}

test('numbers the migrations in order', () => {
  expect(migrations.map(migration => migration.version)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20, 21, 22,
  ])
})

test('brings an empty database to the newest version, every table strict', async () => {
  const database = new Database(':memory:')
  await migrate(database, noCopy)
  await migrate(database, noCopy)
  expect({ version: versionOf(database), tables: tablesOf(database) }).toEqual({
    version: 22,
    tables: [
      'alerts',
      'apps',
      'audit',
      'battles',
      'coolify_accounts',
      'deployments',
      'events',
      'held_alerts',
      'host_secrets',
      'hosts',
      'idle_hours',
      'messages',
      'node_choices',
      'nodes',
      'prices',
      'request_contents',
      'request_pages',
      'secrets',
      'session_files',
      'sessions',
      'settings',
      'usage_days',
      'workers',
    ].map(name => ({ name, strict: 1 })),
  })
})

test('refuses a database that a newer Banyan wrote and leaves it as it is', async () => {
  const database = new Database(':memory:')
  database.pragma('user_version = 99')
  await expect(migrate(database, noCopy)).rejects.toThrow(
    'written by a newer Banyan (version 99 of the database, this one knows 22)',
  )
  expect(tablesOf(database)).toEqual([])
})

test('copies a database that has content before it changes it', async () => {
  const database = new Database(':memory:')
  applyMigration(database, sessions)
  const copied: unknown[] = []
  await migrate(database, async version => {
    copied.push({ version, found: versionOf(database) })
  })
  expect(copied).toEqual([{ version: 1, found: 1 }])
})

test('changes nothing when the copy cannot be made', async () => {
  const database = new Database(':memory:')
  applyMigration(database, sessions)
  await expect(migrate(database, () => Promise.reject(new Error('disk full')))).rejects.toThrow(
    'disk full',
  )
  expect(versionOf(database)).toBe(1)
})

test('takes a migration that fails back whole', () => {
  const database = new Database(':memory:')
  const broken = { version: 1, sql: 'CREATE TABLE half (a TEXT) STRICT; CREATE NONSENSE' }
  expect(() => applyMigration(database, broken)).toThrow('syntax error')
  expect({ version: versionOf(database), tables: tablesOf(database) }).toEqual({
    version: 0,
    tables: [],
  })
})

test('7 to 8: nodes, choices and events, each id once and as JSON, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 7)) applyMigration(database, migration)
  database.exec(`INSERT INTO battles VALUES ('a', 'b', 1, '{}')`)
  applyMigration(database, nodesAndEvents)
  const add = `INSERT INTO events VALUES (1, 1, 'node.left', 'n', '{}')`
  database.exec(add)
  expect(() => database.exec(add)).toThrow('UNIQUE')
  expect(() => database.exec(`INSERT INTO node_choices VALUES ('n', 'no JSON')`)).toThrow('CHECK')
  expect(() => database.exec(`INSERT INTO nodes VALUES ('n', 'n', 'u', 1, '', 1)`)).toThrow('CHECK')
  expect(database.prepare('SELECT id FROM battles').all()).toEqual([{ id: 'b' }])
})

test('8 to 9: an audit log that is only added to, and what was there stays', () => {
  const database = new Database(':memory:')
  const before = migrations.slice(0, 8)
  for (const migration of before) applyMigration(database, migration)
  database.exec(`INSERT INTO settings VALUES ('port', '3100')`)
  applyMigration(database, audit)
  const add = (verb: string, seq: number) =>
    database.exec(`${verb} INTO audit VALUES (${seq}, 1, 'root', 'a', 's', '{}', 'p', 'h')`)
  add('INSERT', 1)
  add('INSERT', 2)
  const refused = [
    () => add('INSERT', 2),
    () => add('INSERT OR REPLACE', 1),
    () => add('INSERT', 4),
    () => database.exec(`UPDATE audit SET actor = 'x'`),
    () => database.exec('DELETE FROM audit WHERE seq = 2'),
  ]
  for (const attempt of refused) expect(attempt).toThrow('the audit log is only added to')
  expect({
    seqs: database.prepare('SELECT seq FROM audit').pluck().all(),
    settings: database.prepare('SELECT value FROM settings').pluck().all(),
  }).toEqual({ seqs: [1, 2], settings: ['3100'] })
})

test('9 to 10: one alert of a rule and a subject that is not settled, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 9)) applyMigration(database, migration)
  database.exec(`INSERT INTO battles VALUES ('a', 'b', 1, '{}')`)
  applyMigration(database, alerts)
  const add = (id: number, isSettled: number, facts = '{}') =>
    database
      .prepare(`INSERT INTO alerts VALUES (?, 'disk', 'd', 'warning', ?, 1, NULL, NULL, NULL, ?)`)
      .run(id, facts, isSettled)
  add(1, 1)
  add(2, 1)
  add(3, 0)
  expect(() => add(4, 0)).toThrow('UNIQUE')
  expect(() => add(5, 1, 'no JSON')).toThrow('CHECK')
  expect(database.prepare('SELECT id FROM battles').all()).toEqual([{ id: 'b' }])
})

test('10 to 11: hosts, whose secrets go with them, once for each sealer, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 10)) applyMigration(database, migration)
  database.pragma('foreign_keys = ON')
  database.exec(`INSERT INTO settings VALUES ('port', '3100')`)
  applyMigration(database, hosts)
  const keep = (sealedBy: string, host = 'h') =>
    database.prepare(`INSERT INTO host_secrets VALUES (?, ?, x'01', '[]')`).run(host, sealedBy)
  database.exec(`INSERT INTO hosts VALUES ('h', '{}', 1)`)
  keep('key-file')
  keep('safe-storage')
  expect(() => keep('key-file')).toThrow('UNIQUE')
  expect(() => keep('key-file', 'none')).toThrow('FOREIGN KEY')
  expect(() => database.exec(`INSERT INTO hosts VALUES ('i', 'no JSON', 1)`)).toThrow('CHECK')
  database.exec('DELETE FROM hosts')
  expect({
    secrets: database.prepare('SELECT * FROM host_secrets').all(),
    settings: database.prepare('SELECT value FROM settings').pluck().all(),
  }).toEqual({ secrets: [], settings: ['3100'] })
})

test('11 to 12: deployments, each id once, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 11)) applyMigration(database, migration)
  database.exec(`INSERT INTO settings VALUES ('port', '3100')`)
  applyMigration(database, deployments)
  const add = 'INSERT INTO deployments (id, is_over, record) VALUES'
  database.exec(`${add} ('a', 0, '{}')`)
  expect(() => database.exec(`${add} ('a', 1, '{}')`)).toThrow('UNIQUE')
  expect(() => database.exec(`${add} ('b', 1, 'x')`)).toThrow('CHECK')
  expect(database.prepare('SELECT name FROM settings').all()).toEqual([{ name: 'port' }])
})

test('12 to 13: Coolify accounts, each with a token, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 12)) applyMigration(database, migration)
  database.exec(`INSERT INTO settings VALUES ('port', '3100')`)
  applyMigration(database, coolifyAccounts)
  const add = (id: string, abilities: string, token: string) =>
    database.exec(`INSERT INTO coolify_accounts
      VALUES ('${id}', 'n', 'u', NULL, 't', 'v', '${abilities}', ${token}, 'key-file', 1)`)
  add('a', '[]', `x'01'`)
  expect(() => add('b', 'none', `x'01'`)).toThrow('CHECK')
  expect(() => add('c', '[]', 'NULL')).toThrow('NOT NULL')
  expect(database.prepare('SELECT value FROM settings').pluck().all()).toEqual(['3100'])
})

test('13 to 14: hours of hosts, each once, which go with their host, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 13)) applyMigration(database, migration)
  database.pragma('foreign_keys = ON')
  database.exec(`INSERT INTO hosts VALUES ('h', '{}', 1)`)
  applyMigration(database, idleHours)
  const add = (host: string, at: number, samples = '[]') =>
    database.prepare('INSERT INTO idle_hours VALUES (?, ?, ?)').run(host, at, samples)
  add('h', 0)
  add('h', 1)
  expect(() => add('h', 1)).toThrow('UNIQUE')
  expect(() => add('h', 2, 'no JSON')).toThrow('CHECK')
  expect(() => add('none', 2)).toThrow('FOREIGN KEY')
  expect(database.prepare('SELECT id FROM hosts').pluck().all()).toEqual(['h'])
  database.exec('DELETE FROM hosts')
  expect(database.prepare('SELECT * FROM idle_hours').all()).toEqual([])
})

test('14 to 20: what was said stays; turns that were set aside and files go with their session', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 14)) applyMigration(database, migration)
  database.pragma('foreign_keys = ON')
  database.exec(`INSERT INTO sessions VALUES ('s', NULL, 'hi', 1, 2)`)
  database.exec(`INSERT INTO messages (session_id, turn, role, content, created_at)
    VALUES ('s', 1, 'user', 'hi there', 1)`)
  applyMigration(database, chatTurns)
  expect(database.prepare('SELECT content, facts FROM messages').all()).toEqual([
    { content: 'hi there', facts: null },
  ])
  database.exec(`INSERT INTO sessions (id, title, created_at, updated_at, aside_of, aside_from)
    VALUES ('aside', '', 1, 1, 's', 1)`)
  database.exec(`INSERT INTO session_files VALUES ('aside', 1, 0, 'a.txt', 'text/plain', x'61')`)
  expect(() => database.exec(`UPDATE messages SET facts = 'no JSON'`)).toThrow('CHECK')
  database.exec(`DELETE FROM sessions WHERE id = 's'`)
  expect(database.prepare('SELECT * FROM sessions').all()).toEqual([])
  expect(database.prepare('SELECT * FROM session_files').all()).toEqual([])
})

test('20 to 21: no session is pinned at first, and none can be pinned by halves', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 15)) applyMigration(database, migration)
  database.exec(`INSERT INTO sessions (id, title, created_at, updated_at) VALUES ('s', 'hi', 1, 2)`)
  applyMigration(database, pinnedSessions)
  expect(database.prepare('SELECT id, title, is_pinned FROM sessions').all()).toEqual([
    { id: 's', title: 'hi', is_pinned: 0 },
  ])
  expect(() => database.exec('UPDATE sessions SET is_pinned = 2')).toThrow('CHECK')
})

test('21 to 22: what is held back has a place, and alerts stay', () => {
  const database = new Database(':memory:')
  for (const migration of migrations.slice(0, 16)) applyMigration(database, migration)
  database.exec(`INSERT INTO alerts (id, rule, subject, severity, facts, opened_at, is_settled)
    VALUES (1, 'disk', 'data-folder', 'warning', '{}', 1, 0)`)
  applyMigration(database, heldAlerts)
  database.exec('INSERT INTO held_alerts VALUES (1)')
  expect(() => database.exec('INSERT INTO held_alerts VALUES (1)')).toThrow('UNIQUE')
  expect(
    database
      .prepare('SELECT id FROM alerts WHERE id IN (SELECT alert_id FROM held_alerts)')
      .pluck()
      .all(),
  ).toEqual([1])
})
