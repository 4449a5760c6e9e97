import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { BackupFolder } from '#main/backups/backup-folder'
import { BackupSchedule } from '#main/backups/backup-schedule'
import { Backups } from '#main/backups/backups'
import { silentLog } from '#main/base/log'
import { preparedPath } from '#main/store/database-files'
import { Keeping } from '#main/store/keeping'
import { type OpenDatabase, openDatabase } from '#main/store/open-database'
import { tempFolder, writeThread } from '../store/temp-database.ts'

const threadPath = fileURLToPath(new URL('../../../main/store/keeping-thread.ts', import.meta.url))

async function open(keep = 7) {
  const data = tempFolder()
  const path = join(data, 'banyan.db')
  const database = await openDatabase({ path, writeThread })
  const keeping = new Keeping({ threadPath })
  const folder = new BackupFolder(join(data, 'backups'))
  const noted: string[] = []
  const backups = new Backups({
    folder,
    shelf: {
      copyTo: (to, onShare, signal) => keeping.copy(path, to, onShare, signal),
      check: from => keeping.check(from),
      prepare: from => keeping.copy(from, preparedPath(path)),
    },
    keep: () => keep,
    note: async (action, subject) => noted.push(`${action} ${subject}`),
    log: silentLog,
  })
  const ids = async () => (await backups.list()).map(({ id }) => id)
  return { data, path, database, backups, folder, noted, ids }
}

const save = ({ writes }: OpenDatabase, name: string, value: string) =>
  writes.run('saveSetting', { name, value })

test('copies one moment of a database that is written to all the while', async () => {
  const { database, backups, folder } = await open()
  let isOver = false
  let round = 0
  // Both in one transaction: a copy that has one without the other is of no moment.
  const writing = (async () => {
    for (; !isOver; round++) {
      const value = `${round} ${'x'.repeat(50_000)}`
      await Promise.all([save(database, 'a', value), save(database, 'b', value)])
    }
  })()
  await expect.poll(() => round).toBeGreaterThan(20)
  const { id } = await backups.make()
  isOver = true
  await writing
  const copy = new Database(folder.pathOf(id), { readonly: true })
  const values = copy.prepare('SELECT value FROM settings').pluck().all()
  copy.close()
  await database.close()
  expect([values.length, new Set(values).size]).toEqual([2, 1])
})

test('keeps the newest of each kind, and leaves other files alone', async () => {
  const { data, database, backups, ids } = await open(2)
  const first = await backups.make()
  const old = ['banyan-20200101T000000000Z', 'banyan-20200102T000000000Z-before-restore']
  for (const name of [...old.map(id => `${id}.db`), 'banyan-2020.db', 'mine.txt']) {
    writeFileSync(join(data, 'backups', name), '')
  }
  writeFileSync(join(data, 'backups', 'banyan-20200101T000000000Z.db.new'), 'cut off')
  const second = await backups.make()
  await database.close()
  expect(await ids()).toEqual([second.id, first.id, old[1]])
  expect(readdirSync(join(data, 'backups')).sort()).toEqual(
    [`${first.id}.db`, `${second.id}.db`, `${old[1]}.db`, 'banyan-2020.db', 'mine.txt'].sort(),
  )
})

test('makes one at a time, and says how far it is', async () => {
  const { database, backups, noted } = await open()
  const first = backups.make()
  await expect(backups.make()).rejects.toMatchObject({ fault: { code: 'backup.running' } })
  expect(backups.running).toMatchObject({ share: expect.any(Number) })
  const { id } = await first
  await database.close()
  expect([backups.running, backups.failedAt, noted]).toEqual([null, null, [`backup.made ${id}`]])
})

test('one that is cancelled leaves nothing, is no failure, and the next is made', async () => {
  const { data, database, backups, noted, ids } = await open()
  expect(backups.cancel()).toBe(false)
  // So that it takes a while.
  await save(database, 'large', 'x'.repeat(60_000_000))
  const made = backups.make()
  await expect.poll(() => backups.running?.share ?? 0, { interval: 1 }).toBeGreaterThan(0)
  expect(backups.cancel()).toBe(true)
  await expect(made).rejects.toMatchObject({ fault: { code: 'backup.cancelled' } })
  expect(readdirSync(join(data, 'backups'))).toEqual([])
  expect([backups.running, backups.failedAt, noted]).toEqual([
    null,
    null,
    ['backup.cancelled backup'],
  ])
  const unbegun = backups.make()
  expect(backups.cancel()).toBe(true)
  await expect(unbegun).rejects.toMatchObject({ fault: { code: 'backup.cancelled' } })
  const { id } = await backups.make()
  await database.close()
  expect(await ids()).toEqual([id])
})

test('makes nothing ready of what is damaged, newer or not there', async () => {
  const { data, path, database, backups, folder } = await open()
  const { id } = await backups.make()
  const newer = new Database(folder.pathOf(id))
  newer.pragma('user_version = 99')
  newer.close()
  const damaged = 'banyan-20200101T000000000Z'
  writeFileSync(join(data, 'backups', `${damaged}.db`), 'what was once a database, or never was')
  const unusable = (backup: string, state: string) => ({
    fault: { code: 'backup.unusable', backup, state },
  })
  await expect(backups.prepare(id)).rejects.toMatchObject(unusable(id, 'newer'))
  await expect(backups.prepare(damaged)).rejects.toMatchObject(unusable(damaged, 'damaged'))
  for (const name of ['../banyan', 'banyan-20200101T000000000', '']) {
    await expect(backups.prepare(name)).rejects.toMatchObject({ fault: { code: 'backup.unknown' } })
  }
  await database.close()
  expect(existsSync(preparedPath(path))).toBe(false)
})

test('the schedule makes one when the newest is too old, and none when it is off', async () => {
  const made: number[] = []
  let now = Date.UTC(2026, 0, 1)
  let hours = 24
  const backup = (madeAt: number) => ({ id: '', madeAt, bytes: 1, isWayBack: false })
  const schedule = new BackupSchedule({
    backups: {
      list: async () => made.map(backup).reverse(),
      make: async () => {
        made.push(now)
        return backup(now)
      },
    },
    intervalHours: () => hours,
    log: silentLog,
    now: () => now,
  })
  const counts = []
  for (const [step, every] of [
    [0, 24],
    [23, 24],
    [1, 24],
    [100, 0],
    [0, 24],
  ] as const) {
    now += step * 3_600_000
    hours = every
    await schedule.look()
    counts.push(made.length)
  }
  expect(counts).toEqual([1, 1, 2, 2, 3])
})
