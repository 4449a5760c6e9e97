import { expect, test } from 'vitest'
import type { Fighter } from '#contract/http/battles'
import { checkedBattle } from '#main/battles/battle-check'

const fighters: readonly Fighter[] = [
  { name: '孙悟空', hp: 30 },
  { name: 'Zoë', hp: 20 },
]

const round = (actor: string, monkey: number, zoe: number, more: object = {}) => ({
  ...{ round: 1, actor, action: 'x', damage: 10, heal: 0, hp: { 孙悟空: monkey, Zoë: zoe } },
  ...more,
})

const told = (...rounds: readonly object[]) => ({ winner: '孙悟空', narrative: '打完了。', rounds })
const problem = (value: unknown, who = fighters) => {
  const checked = checkedBattle(value, who)
  return checked.isFair ? null : checked.problem
}

test('a fair battle is kept, its rounds numbered anew and without what nobody asked for', () => {
  const value = told(
    round('孙悟空', 30, 10, { round: 7, secret: true }),
    round('Zoë', 22, 10, { damage: 8 }),
    round('孙悟空', 22, 0),
  )
  expect(checkedBattle(value, fighters)).toEqual({
    isFair: true,
    battle: {
      winner: '孙悟空',
      narrative: '打完了。',
      rounds: [
        {
          ...{ round: 1, actor: '孙悟空', action: 'x', damage: 10, heal: 0 },
          hp: { 孙悟空: 30, Zoë: 10 },
        },
        {
          ...{ round: 2, actor: 'Zoë', action: 'x', damage: 8, heal: 0 },
          hp: { 孙悟空: 22, Zoë: 10 },
        },
        {
          ...{ round: 3, actor: '孙悟空', action: 'x', damage: 10, heal: 0 },
          hp: { 孙悟空: 22, Zoë: 0 },
        },
      ],
    },
  })
})

test('a heal lets the one who acts rise, by no more than it is', () => {
  const start = round('孙悟空', 30, 5)
  const end = round('孙悟空', 30, 0)
  expect(problem(told(start, round('Zoë', 30, 12, { heal: 7 }), end))).toBeNull()
  expect(problem(told(start, round('Zoë', 30, 13, { heal: 7 }), end))).toContain('rises')
  expect(problem(told(start, round('孙悟空', 30, 12, { heal: 7 }), end))).toContain('rises')
})

test.each([
  ['points below 0', told(round('孙悟空', 30, -1))],
  [
    'points without end',
    told(round('孙悟空', 30, 0, { hp: JSON.parse('{"孙悟空":1e999,"Zoë":0}') })),
  ],
  ['points as text', told(round('孙悟空', 30, 0, { hp: { 孙悟空: '30', Zoë: 0 } }))],
  ['points of one alone', told(round('孙悟空', 30, 0, { hp: { Zoë: 0 } }))],
  ['more than at the start', told(round('孙悟空', 31, 0))],
  ['a rise without a heal', told(round('孙悟空', 20, 10), round('Zoë', 21, 0))],
  ['a loser who stands', told(round('孙悟空', 30, 1))],
  ['a winner who fell', { ...told(round('Zoë', 0, 20)), winner: '孙悟空' }],
  ['two who fell', told(round('Zoë', 0, 0))],
  ['a winner from elsewhere', { ...told(round('孙悟空', 30, 0)), winner: '八戒' }],
  ['an actor from elsewhere', told(round('八戒', 30, 0))],
  ['no rounds', told()],
  ['no end of rounds', told(...Array.from({ length: 201 }, () => round('孙悟空', 30, 0)))],
  ['a heal below 0', told(round('孙悟空', 30, 0, { heal: -5 }))],
  ['no battle', 'Zoë wins'],
  ['nothing', null],
])('does not count a battle with %s', (_what, value) => {
  expect(problem(value)).toEqual(expect.any(String))
})

test('names are found however their Unicode is composed, and given back as they came', () => {
  const value = JSON.parse(
    JSON.stringify({
      ...told(round('孙悟空', 30, 0)),
      winner: 'Zoe\u0308',
      rounds: [{ actor: 'Zoe\u0308', action: '', hp: { 孙悟空: 0, 'Zoe\u0308': 20 } }],
    }),
  )
  expect(checkedBattle(value, fighters)).toMatchObject({
    battle: { winner: 'Zoë', rounds: [{ actor: 'Zoë', hp: { 孙悟空: 0, Zoë: 20 } }] },
  })
})

test('a fighter may be called what every object has', () => {
  const odd: readonly Fighter[] = [
    { name: '__proto__', hp: 5 },
    { name: 'constructor', hp: 5 },
  ]
  const text =
    '{"winner":"__proto__","narrative":"n","rounds":[{"actor":"__proto__","hp":{"__proto__":5,"constructor":0}}]}'
  const checked = checkedBattle(JSON.parse(text), odd)
  expect(JSON.stringify(checked)).toContain('"hp":{"__proto__":5,"constructor":0}')
  expect(problem({ ...JSON.parse(text), rounds: [{ actor: '__proto__', hp: {} }] }, odd)).toContain(
    'hp lacks',
  )
})
