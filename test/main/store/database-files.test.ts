import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { preparedPath, setAside, takePrepared, unreplaced } from '#main/store/database-files'
import { startChild } from './child-process.ts'
import { tempFolder, writeThread } from './temp-database.ts'

function databaseWith(path: string, text: string): void {
  const database = new Database(path)
  database.exec('CREATE TABLE notes (text TEXT) STRICT')
  database.prepare('INSERT INTO notes VALUES (?)').run(text)
  database.close()
}

function noteIn(path: string): unknown {
  const database = new Database(path, { readonly: true })
  try {
    return database.prepare('SELECT text FROM notes').pluck().get()
  } finally {
    database.close()
  }
}

test('a prepared restore changes places with the database', () => {
  const folder = tempFolder()
  const path = join(folder, 'banyan.db')
  const wayBack = join(folder, 'backups', 'back.db')
  expect(takePrepared({ path }, wayBack)).toBeNull()
  databaseWith(path, 'now')
  databaseWith(preparedPath(path), 'then')
  expect(takePrepared({ path }, wayBack)).toEqual({ wayBack: 'back.db' })
  expect([noteIn(path), noteIn(wayBack), takePrepared({ path }, wayBack)]).toEqual([
    'then',
    'now',
    null,
  ])
})

test('one that was cut off in between is taken at the next start', () => {
  const folder = tempFolder()
  const path = join(folder, 'banyan.db')
  const wayBack = join(folder, 'back.db')
  databaseWith(path, 'now')
  databaseWith(preparedPath(path), 'then')
  renameSync(path, wayBack)
  expect(takePrepared({ path }, join(folder, 'other.db'))).toEqual({ wayBack: null })
  expect([noteIn(path), noteIn(wayBack)]).toEqual(['then', 'now'])
})

test('the way back has what a killed process left in the log', async () => {
  const folder = tempFolder()
  const path = join(folder, 'banyan.db')
  const child = startChild('converse-until-killed.ts', path, writeThread)
  let acknowledged = 0
  while (acknowledged < 20) acknowledged = Number(await child.nextLine())
  await child.kill()
  databaseWith(preparedPath(path), 'then')
  const wayBack = join(folder, 'back.db')
  takePrepared({ path }, wayBack)
  const database = new Database(wayBack, { readonly: true })
  const turns = database.prepare('SELECT count(*) FROM messages').pluck().get()
  database.close()
  expect(Number(turns) / 2).toBeGreaterThanOrEqual(acknowledged)
  expect([noteIn(path), existsSync(`${path}-wal`)]).toEqual(['then', false])
})

test('what is set aside stays byte for byte, and is missed until something takes its place', () => {
  const folder = tempFolder()
  const path = join(folder, 'banyan.db')
  for (const end of ['', '-wal', '-shm']) writeFileSync(path + end, `bad${end}`)
  const aside = setAside(path, Date.UTC(2026, 0, 2, 3, 4, 5, 6))
  const missed = unreplaced(path)
  writeFileSync(path, '')
  expect({
    files: readdirSync(folder).sort(),
    text: readFileSync(`${aside}-wal`, 'utf8'),
    missed,
    after: unreplaced(path),
  }).toEqual({
    files: ['', '-shm', '-wal']
      .map(end => `banyan.damaged-20260102T030405006Z.db${end}`)
      .concat('banyan.db'),
    text: 'bad-wal',
    missed: aside,
    after: null,
  })
})
