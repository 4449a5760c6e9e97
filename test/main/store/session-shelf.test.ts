import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SessionId } from '#contract/ids'
import { Conversations } from '#main/sessions/conversations'
import { openDatabase } from '#main/store/open-database'
import { sessionShelf } from '#main/store/session-shelf'
import { startChild } from './child-process.ts'
import { tempDatabase, tempFolder, writeThread } from './temp-database.ts'

const turn = (id: string, message: string, answeredAt = 2) => ({
  sessionId: SessionId.parse(id),
  system: null,
  title: message,
  message,
  askedAt: 1,
  response: `you said ${message}`,
  answeredAt,
  workerId: 'w1',
  model: 'demo',
  promptTokens: 3,
  completionTokens: 4,
  latencyMs: 12.5,
})

const all = { search: '', limit: 50, after: null }

test('reads a session back as it was said', async () => {
  const shelf = sessionShelf(await tempDatabase())
  await shelf.saveTurn({ ...turn('a', 'hello\u0000 你好 🌳'), system: 'Be brief.' })
  expect(shelf.read(SessionId.parse('a'))).toEqual({
    id: 'a',
    system: 'Be brief.',
    messages: [
      {
        role: 'user',
        content: 'hello\u0000 你好 🌳',
        createdAt: 1,
        workerId: null,
        model: null,
        latencyMs: null,
        usage: null,
      },
      {
        role: 'assistant',
        content: 'you said hello\u0000 你好 🌳',
        createdAt: 2,
        workerId: 'w1',
        model: 'demo',
        latencyMs: 12.5,
        usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
      },
    ],
  })
})

test('tells ids apart that differ in case, spaces or the form of an accent', async () => {
  const shelf = sessionShelf(await tempDatabase())
  const ids = [
    'a',
    'A',
    ' a',
    'a ',
    'é'.normalize('NFC'),
    'é'.normalize('NFD'),
    'a\u0000',
    '１',
    '1',
  ]
  for (const id of ids) await shelf.saveTurn(turn(id, `from ${id}`))
  const read = ids.map(id =>
    shelf.read(SessionId.parse(id))?.messages.map(({ content }) => content),
  )
  expect(read).toEqual(ids.map(id => [`from ${id}`, `you said from ${id}`]))
})

test('lists the newest first, a page at a time, with the first message as the title', async () => {
  const shelf = sessionShelf(await tempDatabase())
  await shelf.saveTurn(turn('a', 'first', 10))
  await shelf.saveTurn(turn('b', 'second', 20))
  await shelf.saveTurn(turn('c', 'third', 30))
  await shelf.saveTurn(turn('a', 'more', 40))
  expect(shelf.list({ ...all, limit: 2 })).toEqual([
    { id: 'a', title: 'first', isPinned: false, messageCount: 4, updatedAt: 40 },
    { id: 'c', title: 'third', isPinned: false, messageCount: 2, updatedAt: 30 },
  ])
  const after = { isPinned: false, updatedAt: 30, id: 'c' }
  expect(shelf.list({ ...all, limit: 2, after }).map(({ id }) => id)).toEqual(['b'])
})

test('finds what was said, and takes % _ and \\ for what they are', async () => {
  const shelf = sessionShelf(await tempDatabase())
  await shelf.saveTurn(turn('a', '100% sure_ly C:\\dir'))
  await shelf.saveTurn(turn('b', '1000 surely C:dir 小李'))
  const found = ['0% s', 'SURE_LY', ':\\d', '小李', 'you said', 'nowhere'].map(search =>
    shelf.list({ ...all, search }).map(({ id }) => id),
  )
  expect(found).toEqual([['a'], ['a'], ['a'], ['b'], ['b', 'a'], []])
})

test('finds any script in the middle of a text, whatever its case, and forgets what was forgotten', async () => {
  const shelf = sessionShelf(await tempDatabase())
  await shelf.saveTurn(turn('a', '今天的天气怎么样'))
  await shelf.saveTurn(turn('b', 'Größe von „Bäumen“ OR "NEAR(x)"'))
  const searches = ['天气怎么', '天气', '气', 'GRÖSSE', 'größe', 'OR "NEAR(', '"', '*', '明天的']
  const found = searches.map(search => shelf.list({ ...all, search }).map(({ id }) => id))
  await shelf.remove(SessionId.parse('a'))
  expect({ found, gone: shelf.list({ ...all, search: '天气怎么' }) }).toEqual({
    found: [['a'], ['a'], ['a'], [], ['b'], ['b'], ['b'], [], []],
    gone: [],
  })
})

test('forgets a session for good, and no other', async () => {
  const shelf = sessionShelf(await tempDatabase())
  await shelf.saveTurn(turn('a', 'one'))
  await shelf.saveTurn(turn('b', 'two'))
  const removed = [
    await shelf.remove(SessionId.parse('a')),
    await shelf.remove(SessionId.parse('a')),
  ]
  await shelf.saveTurn(turn('a', 'anew'))
  expect({
    removed,
    a: shelf.read(SessionId.parse('a'))?.messages.length,
    b: shelf.read(SessionId.parse('b'))?.messages.length,
  }).toEqual({ removed: [true, false], a: 2, b: 2 })
})

test('gives the history newest first and lets go of the database when it is left early', async () => {
  const shelf = sessionShelf(await tempDatabase())
  for (const message of ['one', 'two', 'three']) await shelf.saveTurn(turn('a', message))
  const [newest] = shelf.history(SessionId.parse('a')).newestFirst
  await shelf.saveTurn(turn('a', 'four'))
  expect(newest).toEqual({ user: 'three', assistant: 'you said three' })
})

test('2,000 turns that come at once are all there, in order in each session', async () => {
  const shelf = sessionShelf(await tempDatabase())
  const conversations = new Conversations({ shelf, tokenBudget: () => 500 })
  const { signal } = new AbortController()
  const ids = Array.from({ length: 20 }, (_, index) => SessionId.parse(`session ${index}`))
  const numbers = Array.from({ length: 100 }, (_, index) => String(index))
  await Promise.all(
    numbers.flatMap(message =>
      ids.map(sessionId =>
        conversations.converse(
          { sessionId, message },
          async messages => ({
            text: `${messages.at(-1)?.content}!`,
            workerId: 'w',
            model: 'm',
            usage: null,
            finishReason: 'stop',
          }),
          signal,
        ),
      ),
    ),
  )
  const said = ids.map(id => conversations.read(id).messages.map(({ content }) => content))
  expect(said).toEqual(ids.map(() => numbers.flatMap(number => [number, `${number}!`])))
})

test('a process killed after it acknowledged turns has lost none of them', async () => {
  const path = join(tempFolder(), 'banyan.db')
  const child = startChild('converse-until-killed.ts', path, writeThread)
  let acknowledged = 0
  while (acknowledged < 300) acknowledged = Number(await child.nextLine())
  await child.kill()

  const database = await openDatabase({ path, writeThread })
  const messages = sessionShelf(database).read(SessionId.parse('a'))?.messages ?? []
  const integrity = database.read.prepare<[], unknown>('PRAGMA integrity_check').all()
  await database.close()
  const asked = messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  expect({ asked: asked.slice(0, acknowledged), whole: messages.length % 2, integrity }).toEqual({
    asked: Array.from({ length: acknowledged }, (_, index) => String(index + 1)),
    whole: 0,
    integrity: [{ integrity_check: 'ok' }],
  })
})

test('keeps what a session is called and that it is pinned, whatever is said in it later', async () => {
  const shelf = sessionShelf(await tempDatabase())
  const a = SessionId.parse('a')
  await shelf.saveTurn(turn('a', 'first', 10))
  await shelf.saveTurn(turn('b', 'second', 20))
  expect([
    await shelf.change({ sessionId: a, title: 'Wählwörter 100%' }),
    await shelf.change({ sessionId: a, isPinned: true }),
    await shelf.change({ sessionId: SessionId.parse('nobody'), isPinned: true }),
  ]).toEqual([true, true, false])
  await shelf.saveTurn(turn('c', 'third', 30))
  expect(shelf.list(all).map(({ id, title, isPinned }) => [id, title, isPinned])).toEqual([
    ['a', 'Wählwörter 100%', true],
    ['c', 'third', false],
    ['b', 'second', false],
  ])
  const after = { isPinned: true, updatedAt: 10, id: 'a' }
  expect(shelf.list({ ...all, after }).map(({ id }) => id)).toEqual(['c', 'b'])
  const found = ['wörter', '0%', '_', 'first'].map(search =>
    shelf.list({ ...all, search }).map(({ id }) => id),
  )
  expect(found).toEqual([['a'], ['a'], [], ['a']])
  await shelf.saveTurn(turn('a', 'more', 40))
  await shelf.change({ sessionId: a, isPinned: false })
  expect(shelf.list(all)[0]).toMatchObject({ id: 'a', title: 'Wählwörter 100%', isPinned: false })
})
