import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applyMigration, migrate, migrations, versionOf } from '#main/store/migrate'
import { sessions } from '#main/store/migrations/0001-sessions'
import { settings } from '#main/store/migrations/0002-settings'
import { workers } from '#main/store/migrations/0003-workers'

const noCopy = () => Promise.reject(new Error('an empty database needs no copy'))

function tablesOf(database: Database.Database): unknown[] {
  return database
    .prepare(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all()
}

test('numbers the migrations from 1 without a gap', () => {
  expect(migrations.map(migration => migration.version)).toEqual([1, 2, 3])
})

test('brings an empty database to the newest version, every table strict', async () => {
  const database = new Database(':memory:')
  await migrate(database, noCopy)
  await migrate(database, noCopy)
  expect({ version: versionOf(database), tables: tablesOf(database) }).toEqual({
    version: 3,
    tables: ['messages', 'secrets', 'sessions', 'settings', 'workers'].map(name => ({
      name,
      strict: 1,
    })),
  })
})

test('refuses a database that a newer Banyan wrote and leaves it as it is', async () => {
  const database = new Database(':memory:')
  database.pragma('user_version = 9')
  await expect(migrate(database, noCopy)).rejects.toThrow(
    'written by a newer Banyan (version 9 of the database, this one knows 3)',
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

test('0 to 1: sessions and their messages, gone together, one message of a role in a turn', () => {
  const database = new Database(':memory:')
  applyMigration(database, sessions)
  database.exec(`INSERT INTO sessions VALUES ('a', NULL, 'hi', 1, 1)`)
  const say = `INSERT INTO messages (session_id, turn, role, content, created_at) VALUES`
  database.exec(`${say} ('a', 1, 'user', 'hi', 1)`)
  expect(() => database.exec(`${say} ('a', 1, 'user', 'again', 1)`)).toThrow('UNIQUE')
  expect(() => database.exec(`${say} ('b', 1, 'user', 'lost', 1)`)).toThrow('FOREIGN KEY')
  expect(() => database.exec(`${say} ('a', 2, 'system', 'x', 1)`)).toThrow('CHECK')
  database.exec(`DELETE FROM sessions`)
  expect(database.prepare('SELECT * FROM messages').all()).toEqual([])
})

test('1 to 2: settings and secrets, and what was there stays', () => {
  const database = new Database(':memory:')
  applyMigration(database, sessions)
  database.exec(`INSERT INTO sessions VALUES ('a', NULL, 'hi', 1, 1)`)
  applyMigration(database, settings)
  database.exec(`INSERT INTO secrets VALUES ('k', x'01', 'key-file'), ('k', x'02', 'safe-storage')`)
  expect({
    sessions: database.prepare('SELECT id FROM sessions').all(),
    secrets: database.prepare('SELECT sealed_by FROM secrets').all(),
  }).toEqual({
    sessions: [{ id: 'a' }],
    secrets: [{ sealed_by: 'key-file' }, { sealed_by: 'safe-storage' }],
  })
})

test('2 to 3: workers, whose key has always a sealer, and what was there stays', () => {
  const database = new Database(':memory:')
  applyMigration(database, sessions)
  applyMigration(database, settings)
  database.exec(`INSERT INTO settings VALUES ('port', '3100')`)
  applyMigration(database, workers)
  const add = 'INSERT INTO workers VALUES'
  database.exec(`${add} ('w', 'W', 'http://w', NULL, NULL, 1, 5, 1)`)
  expect(() => database.exec(`${add} ('x', 'X', 'http://x', x'01', NULL, 1, 5, 1)`)).toThrow(
    'CHECK',
  )
  expect(database.prepare('SELECT * FROM settings').all()).toEqual([
    { name: 'port', value: '3100' },
  ])
})
