import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { WriteDb } from '#main/store/connection'
import { WriteQueue } from '#main/store/write-queue'

function openQueue(now: () => number = () => 0) {
  const database = new Database(':memory:')
  database.exec('CREATE TABLE notes (text TEXT PRIMARY KEY) STRICT')
  const commits: number[] = []
  const queue = new WriteQueue({
    database,
    now,
    onCommit: () => commits.push(countNotes(database)),
  })
  return { database, queue, commits }
}

function countNotes(database: Database.Database): number {
  return database.prepare('SELECT text FROM notes').all().length
}

const add = (text: string) => (db: WriteDb) => {
  db.prepare<[string]>('INSERT INTO notes (text) VALUES (?)').run(text)
  return text
}

test('commits the writes of one tick together and answers each', async () => {
  const { queue, commits } = openQueue()
  const answers = await Promise.all(['a', 'b', 'c'].map(text => queue.run(add(text))))
  expect({ answers, commits }).toEqual({ answers: ['a', 'b', 'c'], commits: [3] })
})

test('takes back a write that fails, and that one alone', async () => {
  const { queue, database } = openQueue()
  const half = (db: WriteDb) => {
    add('half')(db)
    throw new Error('no')
  }
  const outcomes = await Promise.allSettled([
    queue.run(add('a')),
    queue.run(half),
    queue.run(add('b')),
  ])
  expect({
    outcomes: outcomes.map(outcome => outcome.status),
    notes: database.prepare('SELECT text FROM notes').pluck().all(),
  }).toEqual({ outcomes: ['fulfilled', 'rejected', 'fulfilled'], notes: ['a', 'b'] })
})

test('yields to the event loop when a batch takes long and goes on in the next tick', async () => {
  let time = 0
  const { queue, commits } = openQueue(() => time)
  const slow = (text: string) => (db: WriteDb) => {
    time += 1
    return add(text)(db)
  }
  const done = Promise.all(['a', 'b', 'c', 'd', 'e'].map(text => queue.run(slow(text))))
  let ticks = 0
  const count = () => {
    ticks += 1
    if (commits.length < 3) setImmediate(count)
  }
  setImmediate(count)
  await done
  expect({ commits, hasYielded: ticks >= 2 }).toEqual({ commits: [2, 4, 5], hasYielded: true })
})

test('answers only when the write is committed', async () => {
  const { queue, database } = openQueue()
  let isCommitted = false
  await queue.run(add('a')).then(() => {
    isCommitted = !database.inTransaction
  })
  expect(isCommitted).toBe(true)
})

test('fails every write of a transaction that was lost as a whole, and goes on with the next', async () => {
  const { queue, database } = openQueue()
  const loseAll = (db: WriteDb) => {
    db.prepare('ROLLBACK').run()
    throw new Error('disk full')
  }
  const outcomes = await Promise.allSettled([
    queue.run(add('a')),
    queue.run(loseAll),
    queue.run(add('b')),
  ])
  expect({
    outcomes: outcomes.map(outcome => outcome.status),
    notes: database.prepare('SELECT text FROM notes').pluck().all(),
  }).toEqual({ outcomes: ['rejected', 'rejected', 'fulfilled'], notes: ['b'] })
})

test('close waits for what was taken and takes no more', async () => {
  const { queue, database } = openQueue()
  const taken = queue.run(add('a'))
  const closed = queue.close()
  await expect(queue.run(add('b'))).rejects.toThrow('the database is closed')
  await closed
  expect({ taken: await taken, notes: countNotes(database) }).toEqual({ taken: 'a', notes: 1 })
})
