import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkedBattle } from '#main/battles/battle-check'
import { battleMessages } from '#main/battles/battle-prompt'
import { replyTo } from '#worker/providers/demo/reply'

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const fighter = fc.record(
  {
    name,
    hp: fc.integer({ min: 1, max: 1_000_000_000 }),
    attack: fc.double({ min: 0, max: 1e6, noNaN: true }),
    defense: fc.double({ min: 0, max: 1e6, noNaN: true }),
  },
  { requiredKeys: ['name', 'hp'] },
)

test('the demo answers what a battle asks for with a fair one, always the same', () => {
  fc.assert(
    fc.property(
      fighter,
      fighter,
      fc.constantFrom('English', '中文', undefined),
      (a, b, language) => {
        fc.pre(a.name.normalize('NFC') !== b.name.normalize('NFC'))
        const fighters = [a, b]
        const messages = [...battleMessages({ fighters, language })]
        const reply = replyTo({ model: 'banyan-demo', messages })
        expect(replyTo({ model: 'banyan-demo', messages })).toEqual(reply)
        const value = reply.kind === 'text' ? JSON.parse(reply.text) : null
        expect(checkedBattle(value, fighters)).toMatchObject({ isFair: true })
      },
    ),
  )
})

test('a message that only begins as such a task is echoed', () => {
  const messages = [{ role: 'user', content: 'Banyan battle: who wins?' }]
  expect(replyTo({ model: 'banyan-demo', messages })).toEqual({
    kind: 'text',
    text: 'You said: Banyan battle: who wins?',
  })
})
