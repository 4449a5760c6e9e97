import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { silentLog } from '#main/base/log'
import { migrate } from '#main/store/migrate'
import { WriteQueue } from '#main/store/write-queue'
import { tempFolder, writeThread } from './temp-database.ts'

const illThread = fileURLToPath(new URL('ill-write-thread.ts', import.meta.url))

async function openQueue(threadPath = writeThread) {
  const path = join(tempFolder(), 'banyan.db')
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  await migrate(database, async () => {})
  const queue = new WriteQueue({ connection: { path }, threadPath, log: silentLog })
  onTestFinished(async () => {
    await queue.close()
    database.close()
  })
  return {
    queue,
    save: (name: string) => queue.run('saveSetting', { name, value: 'x' }),
    names: () => database.prepare('SELECT name FROM settings').pluck().all(),
  }
}

test('a write can be read when it is acknowledged', async () => {
  const { save, names } = await openQueue()
  await save('a')
  const first = names()
  await Promise.all(['b', 'c'].map(save))
  expect({ first, all: names() }).toEqual({ first: ['a'], all: ['a', 'b', 'c'] })
})

test('writes more than one batch in the order in which it came', async () => {
  const { queue, names } = await openQueue()
  const values = Array.from({ length: 1_000 }, (_, index) => String(index))
  await Promise.all(values.map(value => queue.run('saveSetting', { name: 'n', value })))
  const removed = await Promise.all([
    queue.run('deleteSetting', 'n'),
    queue.run('saveSetting', { name: 'z', value: '1' }),
  ])
  expect({ removed, names: names() }).toEqual({ removed: [undefined, undefined], names: ['z'] })
})

test('answers with what the write found', async () => {
  const { queue } = await openQueue()
  expect(await queue.run('deleteSomeRequests', 0)).toBe(0)
})

test('the others of a batch do not suffer from one that fails', async () => {
  const { queue, save, names } = await openQueue()
  // Sound: what SQLite refuses is the point.
  const bad = { name: 'bad', value: null as unknown as string }
  const outcomes = await Promise.allSettled([save('a'), queue.run('saveSetting', bad), save('b')])
  expect({ outcomes: outcomes.map(({ status }) => status), names: names() }).toEqual({
    outcomes: ['fulfilled', 'rejected', 'fulfilled'],
    names: ['a', 'b'],
  })
})

test('refuses what cannot be sent, and goes on', async () => {
  const { queue, save, names } = await openQueue()
  const bad = { name: 'bad', value: (() => {}) as unknown as string }
  await expect(queue.run('saveSetting', bad)).rejects.toThrow('could not be cloned')
  await save('a')
  expect(names()).toEqual(['a'])
})

test('close waits for what was taken and takes no more', async () => {
  const { queue, save, names } = await openQueue()
  const taken = save('a')
  const closed = queue.close()
  await expect(save('b')).rejects.toThrow('the database is closed')
  await closed
  await taken
  expect(names()).toEqual(['a'])
})

test('says that the disk is full', async () => {
  const { save } = await openQueue(illThread)
  await expect(save('a')).rejects.toMatchObject({ fault: { code: 'storage.full' } })
})

test('says that another program holds the database', async () => {
  const { queue } = await openQueue(illThread)
  await expect(queue.run('deleteSetting', 'held')).rejects.toMatchObject({
    fault: { code: 'storage.locked' },
  })
})

test('fails what a thread that died was writing, and starts another', async () => {
  const { queue, save } = await openQueue(illThread)
  await expect(queue.run('deleteSetting', 'die')).rejects.toThrow('it died')
  await expect(save('a')).rejects.toMatchObject({ fault: { code: 'storage.full' } })
})

test('a thread that cannot start fails the writes and lets the queue close', async () => {
  const { save } = await openQueue(join(tempFolder(), 'missing.mjs'))
  await expect(save('a')).rejects.toThrow('missing.mjs')
})
