import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CountedVote, isDecided, tally } from '#main/consensus/tally'

const votes = (...said: readonly (string | [string, number])[]): CountedVote[] =>
  said.map(each =>
    typeof each === 'string' ? { key: each, weight: 1 } : { key: each[0], weight: each[1] },
  )

test('most votes win, whatever they weigh', () => {
  expect(tally(votes(['a', 9], 'b', 'b'))).toEqual({ key: 'b', votes: 2, decidedBy: 'votes' })
})

test('of as many votes the heavier win', () => {
  expect(tally(votes('a', ['b', 2], 'c'))).toEqual({ key: 'b', votes: 1, decidedBy: 'weight' })
})

test('of as many votes of the same weight the first wins', () => {
  expect(tally(votes('a', 'b', 'c'))).toEqual({ key: 'a', votes: 1, decidedBy: 'first' })
  expect(tally(votes(['a', 0.3], ['b', 0.1], ['b', 0.2], ['a', 0]))).toMatchObject({
    key: 'a',
    decidedBy: 'first',
  })
})

test('nobody wins without a vote, and the only one wins by votes', () => {
  expect([tally([]), tally(votes('a'))]).toEqual([null, { key: 'a', votes: 1, decidedBy: 'votes' }])
})

test.each([
  ['two of three agree', votes('a', 'a'), 1, true],
  ['one of two: the other one can draw level', votes('a'), 1, false],
  ['two of four agree: the rest can draw level', votes('a', 'a'), 2, false],
  ['two agree and one is void', votes('a', 'a'), 1, true],
  ['a tie that the last one breaks', votes('a', 'b'), 1, false],
  ['three of five', votes('a', 'b', 'a', 'a'), 1, true],
  ['a heavy one of three', votes(['a', 9]), 2, false],
  ['nobody yet', votes(), 1, false],
])('whether the rest cannot change it: %s', (_what, said, toCome, isOver) => {
  expect(isDecided(said, toCome)).toBe(isOver)
})

test('what is decided stays so, however the rest votes or stays away', () => {
  const vote = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    weight: fc.constantFrom(0.1, 0.2, 0.5, 1, 3),
  })
  const run = fc.record({
    said: fc.array(vote, { minLength: 1, maxLength: 6 }),
    rest: fc.array(vote, { maxLength: 4 }),
    stay: fc.nat(15),
  })
  fc.assert(
    fc.property(run, ({ said, rest, stay }) => {
      if (!isDecided(said, rest.length)) return
      const come = rest.filter((_, place) => (stay >> place) % 2 === 0)
      expect(tally([...said, ...come])?.key).toBe(tally(said)?.key)
    }),
    { numRuns: 3_000 },
  )
})
