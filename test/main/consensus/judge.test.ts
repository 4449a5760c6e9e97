import { expect, test } from 'vitest'
import { judgedGroups, judgeMessages } from '#main/consensus/judge'

test('a judge gets the answers as numbered data, each only so long', () => {
  const [, user] = judgeMessages(['Four.', 'x'.repeat(9_000)], undefined)
  const told = JSON.parse(String(user?.content))
  expect(told).toEqual([
    { number: 1, answer: 'Four.' },
    { number: 2, answer: 'x'.repeat(4_000) },
  ])
})

test('every answer gets the group that the judge put it into', () => {
  expect(judgedGroups('```json\n{"groups":[[1,3],[2]]}\n```', 3)).toEqual([0, 1, 0])
})

test.each([
  'I cannot say.',
  '{"groups":[[1,2]]}',
  '{"groups":[[1,2],[2,3]]}',
  '{"groups":[[1,2,3,4]]}',
  '{"groups":[["1",2,3]]}',
  '{"groups":[1,2,3]}',
  '{"groups":[[0,1,2]]}',
  'null',
])('a judge that says %s has said nothing', said => {
  expect(judgedGroups(said, 3)).toBeNull()
})
