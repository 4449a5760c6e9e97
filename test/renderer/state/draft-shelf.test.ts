import { expect, test } from 'vitest'
import { SessionId } from '#contract/ids'
import { openDraftShelf } from '#renderer/state/draft-shelf'

function aStorage(kept: string | null = null, setItem?: () => never) {
  const items = new Map(kept === null ? [] : [['banyan.drafts', kept]])
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: setItem ?? ((key: string, value: string) => void items.set(key, value)),
    items,
  }
}
const id = (name: string) => SessionId.parse(name)
const drafts = (...entries: readonly (readonly [string, string])[]) =>
  Object.fromEntries(entries.map(([name, text]) => [id(name), text]))

test('what was being written is there again, in its order', () => {
  const storage = aStorage()
  const kept = { current: id('b'), drafts: drafts(['b', '你好'], ['a', 'half a sen']) }
  openDraftShelf(storage).write(kept)
  const read = openDraftShelf(storage).read()
  expect(read).toEqual(kept)
  expect(Object.keys(read.drafts)).toEqual(['b', 'a'])
})

test('keeps the newest fifty, and of long ones as many as there is room for', () => {
  const storage = aStorage()
  const shelf = openDraftShelf(storage)
  const many = Array.from({ length: 60 }, (_, at) => [`s${at}`, 'x'] as const)
  shelf.write({ current: null, drafts: drafts(...many) })
  expect(Object.keys(shelf.read().drafts)).toEqual(many.slice(10).map(([name]) => name))

  const long = Array.from({ length: 6 }, (_, at) => [`s${at}`, 'x'.repeat(90_000)] as const)
  const tooLong = ['t', 'x'.repeat(100_001)] as const
  shelf.write({ current: null, drafts: drafts(...long, tooLong, ['blank', ' \n']) })
  expect(Object.keys(shelf.read().drafts)).toEqual(['s2', 's3', 's4', 's5'])
})

test('whatever else lies there is no draft, and a full storage stops nobody', () => {
  const nothing = { current: null, drafts: {} }
  const wrong = [
    '{',
    '[]',
    'null',
    '{"current":1,"drafts":[]}',
    '{"current":null,"drafts":{"a":1}}',
  ]
  expect(wrong.map(text => openDraftShelf(aStorage(text)).read())).toEqual(wrong.map(() => nothing))
  const full = aStorage(null, () => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  openDraftShelf(full).write({ current: null, drafts: drafts(['a', 'x']) })
  expect(full.items.size).toBe(0)
})
