import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applyMigration } from '#main/store/migrate'
import { sessions } from '#main/store/migrations/0001-sessions'
import { settings } from '#main/store/migrations/0002-settings'
import { workers } from '#main/store/migrations/0003-workers'
import { sessionSearch } from '#main/store/migrations/0004-session-search'
import { apps } from '#main/store/migrations/0005-apps'
import { requests } from '#main/store/migrations/0006-requests'
import { battles } from '#main/store/migrations/0007-battles'

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

test('3 to 4: what was said before can be searched, and the time it took is not known', () => {
  const database = new Database(':memory:')
  for (const migration of [sessions, settings, workers]) applyMigration(database, migration)
  database.exec(`INSERT INTO sessions VALUES ('a', NULL, 'hi', 1, 1)`)
  const say = `INSERT INTO messages (session_id, turn, role, content, created_at) VALUES`
  database.exec(`${say} ('a', 1, 'user', '榕树的气根', 1)`)
  applyMigration(database, sessionSearch)
  const found = (text: string) =>
    database
      .prepare(
        'SELECT messages.id, latency_ms FROM message_search JOIN messages ON messages.id = message_search.rowid WHERE message_search MATCH ?',
      )
      .all(text)
  const before = found('的气根')
  database.exec(`DELETE FROM sessions`)
  expect({ before, after: found('的气根') }).toEqual({
    before: [{ id: 1, latency_ms: null }],
    after: [],
  })
})

test('4 to 5: the default app is there, without a key and without limits', () => {
  const database = new Database(':memory:')
  for (const migration of [sessions, settings, workers, sessionSearch])
    applyMigration(database, migration)
  database.exec(`INSERT INTO settings VALUES ('port', '3100')`)
  applyMigration(database, apps)
  expect({
    apps: database.prepare('SELECT id, key_hash, requests_per_minute, cache FROM apps').all(),
    settings: database.prepare('SELECT value FROM settings').all(),
  }).toEqual({
    apps: [{ id: 'default', key_hash: null, requests_per_minute: null, cache: 'off' }],
    settings: [{ value: '3100' }],
  })
})

test('5 to 6: a history whose contents go with their request, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of [sessions, settings, workers, sessionSearch, apps])
    applyMigration(database, migration)
  applyMigration(database, requests)
  database.exec(`INSERT INTO request_pages (newest_at, entries) VALUES (1, '[]')`)
  database.exec(`INSERT INTO request_contents VALUES (1000, 1, 'asked', 'answered')`)
  expect(() => database.exec(`INSERT INTO request_contents VALUES (2000, 2, 'x', 'y')`)).toThrow(
    'FOREIGN KEY',
  )
  database.exec('DELETE FROM request_pages')
  expect({
    contents: database.prepare('SELECT * FROM request_contents').all(),
    apps: database.prepare('SELECT id FROM apps').all(),
  }).toEqual({ contents: [], apps: [{ id: 'default' }] })
})

test('6 to 7: a battle of an id for each app, as JSON, and what was there stays', () => {
  const database = new Database(':memory:')
  for (const migration of [sessions, settings, workers, sessionSearch, apps, requests])
    applyMigration(database, migration)
  database.exec(`INSERT INTO request_pages (newest_at, entries) VALUES (1, '[]')`)
  applyMigration(database, battles)
  const add = (app: string, battle: string) =>
    database.prepare('INSERT INTO battles VALUES (?, ?, 1, ?)').run(app, '甲', battle)
  add('a', '{}')
  add('b', '{}')
  expect(() => add('a', '{}')).toThrow('UNIQUE')
  expect(() => add('c', 'no JSON')).toThrow('CHECK')
  expect({
    battles: database.prepare('SELECT app_id, id FROM battles ORDER BY app_id').all(),
    pages: database.prepare('SELECT newest_at FROM request_pages').all(),
  }).toEqual({
    battles: [
      { app_id: 'a', id: '甲' },
      { app_id: 'b', id: '甲' },
    ],
    pages: [{ newest_at: 1 }],
  })
})
