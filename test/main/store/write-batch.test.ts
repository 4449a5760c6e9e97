import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { WriteDb } from '#main/store/connection'
import { WriteBatches } from '#main/store/write-batch'

function open() {
  const database = new Database(':memory:')
  database.exec('CREATE TABLE notes (text TEXT PRIMARY KEY) STRICT')
  const notes = () => database.prepare('SELECT text FROM notes').pluck().all()
  return { database, batches: new WriteBatches(database), notes }
}

const add = (text: string) => (db: WriteDb) => {
  db.prepare<[string]>('INSERT INTO notes (text) VALUES (?)').run(text)
  return text
}

test('commits all of a batch and answers each write', () => {
  const { database, batches, notes } = open()
  const outcomes = batches.run([add('a'), add('b')])
  expect({ outcomes, notes: notes(), isOpen: database.inTransaction }).toEqual({
    outcomes: [
      { isDone: true, result: 'a' },
      { isDone: true, result: 'b' },
    ],
    notes: ['a', 'b'],
    isOpen: false,
  })
})

test('takes back a write that fails, and that one alone', () => {
  const { batches, notes } = open()
  const half = (db: WriteDb) => {
    add('half')(db)
    throw new Error('no')
  }
  const outcomes = batches.run([add('a'), half, add('a'), add('b')])
  expect({ outcomes, notes: notes() }).toMatchObject({
    outcomes: [
      { isDone: true },
      { isDone: false, code: null, message: 'Error: no' },
      { isDone: false, code: 'SQLITE_CONSTRAINT_PRIMARYKEY' },
      { isDone: true },
    ],
    notes: ['a', 'b'],
  })
})

test('fails every write of a transaction that was lost as a whole, and goes on with the next', () => {
  const { batches, notes } = open()
  const loseAll = (db: WriteDb) => {
    db.prepare('ROLLBACK').run()
    throw new Error('lost')
  }
  const outcomes = batches.run([add('a'), loseAll, add('b')])
  const after = batches.run([add('c')])
  expect({ all: outcomes.map(({ isDone }) => isDone), after, notes: notes() }).toEqual({
    all: [false, false, false],
    after: [{ isDone: true, result: 'c' }],
    notes: ['c'],
  })
})

test('tells a full disk by its code', () => {
  const { database, batches } = open()
  database.pragma('max_page_count = 3')
  expect(batches.run([add('x'.repeat(100_000))])).toMatchObject([
    { isDone: false, code: 'SQLITE_FULL' },
  ])
})
