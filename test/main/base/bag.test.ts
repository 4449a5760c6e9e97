import { expect, test } from 'vitest'
import { Bag } from '#main/base/bag'

test('holds what was put in and not taken out, in whatever order that goes', () => {
  const bag = new Bag<{ place: number; readonly name: string }>()
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(name => ({ place: 0, name }))
  if (!a || !b || !c || !d) throw new Error('unreachable')
  for (const member of [a, b, c]) bag.add(member)
  bag.remove(a)
  bag.add(d)
  bag.remove(d)
  bag.remove(b)
  bag.add(a)
  const names = bag.members().map(member => member.name)
  expect({ names: names.sort(), size: bag.size }).toEqual({ names: ['a', 'c'], size: 2 })
})
