import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applyMigration } from '#main/store/migrate'
import { sessions } from '#main/store/migrations/0001-sessions'
import { openDatabase } from '#main/store/open-database'
import { listSettings } from '#main/store/settings'
import { tempFolder, writeThread } from './temp-database.ts'

const port = { name: 'port', value: '3100' }

test.skipIf(process.platform === 'win32')('keeps every file for its owner alone', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'banyan.db'), '', { mode: 0o644 })
  const database = await openDatabase({ path: join(folder, 'banyan.db'), writeThread })
  await database.writes.run('saveSetting', port)
  const modes = readdirSync(folder).map(file => [
    file,
    (statSync(join(folder, file)).mode & 0o777).toString(8),
  ])
  await database.close()
  expect(Object.fromEntries(modes)).toEqual({
    'banyan.db': '600',
    'banyan.db-shm': '600',
    'banyan.db-wal': '600',
  })
})

test('closes to one file that holds everything', async () => {
  const folder = tempFolder()
  const path = join(folder, 'banyan.db')
  const database = await openDatabase({ path, writeThread })
  const saved = database.writes.run('saveSetting', port)
  await database.close()
  await saved
  const reopened = await openDatabase({ path, writeThread })
  expect(listSettings(reopened.read)).toEqual([port])
  await reopened.close()
  expect(readdirSync(folder)).toEqual(['banyan.db'])
})

test('leaves a readable copy of a database that it brought to a newer version', async () => {
  const path = join(tempFolder(), 'banyan.db')
  const old = new Database(path)
  applyMigration(old, sessions)
  old.exec(`INSERT INTO sessions VALUES ('a', NULL, 'hi', 1, 1)`)
  old.close()
  await (await openDatabase({ path, writeThread })).close()
  const copy = new Database(`${path}.version-1`, { readonly: true })
  expect(copy.prepare('SELECT id FROM sessions').all()).toEqual([{ id: 'a' }])
  copy.close()
})

test('lets no read write', async () => {
  const path = join(tempFolder(), 'banyan.db')
  const { read, close } = await openDatabase({ path, writeThread })
  expect(() => read.prepare('DELETE FROM settings')).toThrow('a read was given')
  await close()
})

test('moves many writes from the log into the database while it is open', async () => {
  const path = join(tempFolder(), 'banyan.db')
  const database = await openDatabase({ path, writeThread })
  const long = 'x'.repeat(3_000)
  for (let round = 0; round < 80; round += 1) {
    const names = Array.from({ length: 40 }, (_, index) => `${round}-${index}`)
    await Promise.all(names.map(name => database.writes.run('saveSetting', { name, value: long })))
  }
  await expect.poll(() => statSync(path).size).toBeGreaterThan(2_000_000)
  await database.close()
})
