import { expect, test } from 'vitest'
import { SessionId } from '#contract/ids'
import { sessionShelf } from '#main/store/session-shelf'
import { tempDatabase } from './temp-database.ts'

const id = SessionId.parse('a')
const all = { search: '', limit: 50, after: null }

const turn = (message: string, fromTurn?: number, asideId = `aside of ${message}`) => ({
  ...{ sessionId: id, system: null, title: message, message, askedAt: 1, answeredAt: 2 },
  ...{ response: `re ${message}`, workerId: 'w', model: 'm', promptTokens: null },
  ...{ completionTokens: null, latencyMs: 1 },
  ...(fromTurn === undefined ? {} : { replaces: { fromTurn, asideId } }),
})

async function open() {
  const shelf = sessionShelf(await tempDatabase())
  const asked = () =>
    shelf
      .read(id)
      ?.messages.filter(({ role }) => role === 'user')
      .map(({ content }) => content)
  const aside = () => shelf.read(id)?.setAside?.map(each => [each.id, each.fromTurn, each.turns])
  const bringBack = (setAsideId: string, asideId: string) =>
    shelf.bringBack({ sessionId: id, setAsideId, asideId, at: 3 })
  return { shelf, asked, aside, bringBack }
}

test('what a turn takes the place of is kept, is nobody’s session, and comes back with its files', async () => {
  const { shelf, asked, aside, bringBack } = await open()
  const file = { name: 'f.txt', type: 'text/plain', bytes: Buffer.from('secret text') } as const
  await shelf.saveTurn(turn('one'))
  await shelf.saveTurn({ ...turn('two'), files: [file] })
  await shelf.saveTurn(turn('three'))
  const setAside = await shelf.saveTurn(turn('two anew', 2))
  expect(setAside).toEqual({ id: 'aside of two anew', fromTurn: 2, turns: 2, at: 2 })
  expect(asked()).toEqual(['one', 'two anew'])
  expect(shelf.list(all).map(({ id: each }) => each)).toEqual(['a'])
  expect(shelf.list({ ...all, search: 'three' })).toEqual([])
  expect(shelf.read(SessionId.parse('aside of two anew'))).toBeNull()
  expect(shelf.file(id, 2, 0)).toBeUndefined()
  expect([...shelf.history(id, 2).newestFirst].map(({ user }) => user)).toEqual(['one'])

  expect(await bringBack('aside of two anew', 'other')).toMatchObject({ id: 'other', turns: 1 })
  expect(asked()).toEqual(['one', 'two', 'three'])
  expect(shelf.file(id, 2, 0)?.bytes).toEqual(file.bytes)
  expect(aside()).toEqual([['other', 2, 1]])

  await bringBack('other', 'again')
  expect(asked()).toEqual(['one', 'two anew'])
})

test('what lies within turns that were set aside comes back after them only', async () => {
  const { shelf, asked, aside, bringBack } = await open()
  for (const text of ['one', 'two', 'three']) await shelf.saveTurn(turn(text))
  await shelf.saveTurn(turn('three anew', 3))
  await shelf.saveTurn(turn('two anew', 2))
  expect(aside()).toEqual([['aside of two anew', 2, 2]])
  expect(await bringBack('aside of three anew', 'x')).toBeUndefined()

  await bringBack('aside of two anew', 'later')
  expect(asked()).toEqual(['one', 'two', 'three anew'])
  expect(new Set(aside())).toEqual(
    new Set([
      ['later', 2, 1],
      ['aside of three anew', 3, 1],
    ]),
  )
  await bringBack('aside of three anew', 'x')
  expect(asked()).toEqual(['one', 'two', 'three'])
})

test('a session that is deleted takes along what was set aside in it', async () => {
  const { shelf, bringBack } = await open()
  await shelf.saveTurn(turn('one'))
  await shelf.saveTurn(turn('one anew', 1))
  await shelf.remove(id)
  expect(await bringBack('aside of one anew', 'x')).toBeUndefined()
  expect(shelf.list({ ...all, search: 'one' })).toEqual([])
})

test('a turn that replaces nothing sets nothing aside', async () => {
  const { shelf, asked, aside } = await open()
  expect(await shelf.saveTurn(turn('one', 5))).toBeNull()
  expect([asked(), aside()]).toEqual([['one'], undefined])
})
