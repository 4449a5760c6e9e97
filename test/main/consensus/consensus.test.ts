import { expect, test } from 'vitest'
import type { ConsensusVote } from '#contract/http/consensus'
import { faultOf, house } from './a-vote.ts'

test('asks each worker once, pinned and under an id of its own, and tells how all voted', async () => {
  const { asked, decide } = house({
    a: { says: 'Four' },
    b: { says: 'five', afterMs: 20 },
    c: { says: 'four.', afterMs: 40 },
  })
  const { text, workerId, report } = await decide()
  expect({ text, workerId }).toEqual({ text: 'Four', workerId: 'a' })
  expect(asked.map(({ requestId }) => requestId)).toEqual(['r-v1', 'r-v2', 'r-v3'])
  expect(asked.map(({ pin }) => pin).toSorted()).toEqual(['a', 'b', 'c'])
  expect(report).toMatchObject({
    fallback: null,
    key: 'k',
    asked: 3,
    valid: 3,
    winner: 'four',
    agreement: 2 / 3,
    decided_by: 'votes',
    decided_early: false,
    usage: { prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 },
    votes: [
      { worker_id: 'a', vote: 'four', valid: true, reason: null, agrees: true, model: 'm' },
      { worker_id: 'b', vote: 'five', valid: true, agrees: false },
      { worker_id: 'c', vote: 'four', valid: true, agrees: true },
    ],
  })
})

test('ends early when the rest cannot change it, and cancels the rest', async () => {
  const { asked, consensus, decide } = house({
    a: { says: 'x' },
    b: { says: 'x', afterMs: 10 },
    c: { says: null },
  })
  const { report } = await decide()
  expect(report).toMatchObject({ decided_early: true, asked: 3, valid: 2, agreement: 1 })
  expect(report.votes.at(-1)).toMatchObject({
    worker_id: 'c',
    valid: false,
    reason: 'the others had decided already',
  })
  expect(asked.find(({ pin }) => pin === 'c')?.wasCancelled()).toBe(true)
  expect(consensus.stats).toEqual({
    runs: 1,
    agreed: 1,
    early_stops: 1,
    by_worker: [
      { id: 'a', votes: 1, dissents: 0, invalid: 0 },
      { id: 'b', votes: 1, dissents: 0, invalid: 0 },
    ],
  })
})

test('an answer that is late, or that does not fit the schema, does not count, and says why', async () => {
  const { decide } = house({
    a: { says: '{"n":"many"}' },
    b: { says: '{"n":2}', afterMs: 10 },
    c: { says: null },
  })
  const validate = { properties: { n: { type: 'integer' } } }
  const { report, text } = await decide({ vote: { path: 'n' }, validate, timeout_ms: 150 })
  expect(text).toBe('{"n":2}')
  expect(report.votes).toMatchObject([
    { worker_id: 'a', valid: false, vote: null, reason: expect.stringContaining('the schema') },
    { worker_id: 'b', valid: true, vote: 2 },
    { worker_id: 'c', valid: false, reason: 'there was no whole answer within 150 ms' },
  ])
})

test('an answer without an end is cut off', async () => {
  const { decide } = house({ a: { says: 'x'.repeat(300_001) }, b: { says: 'y', afterMs: 20 } })
  const { report } = await decide({ nodes: 2 })
  expect(report.votes[0]).toMatchObject({
    worker_id: 'a',
    reason: 'it is longer than 300000 characters',
  })
})

test('when nobody counts it says what each did', async () => {
  const { consensus, decide } = house({ a: { says: '' }, b: { says: ' ' }, c: { says: '\n' } })
  expect(await faultOf(decide())).toMatchObject({
    code: 'consensus.no-vote',
    reasons: [
      expect.stringMatching(/^[abc]: it is empty$/),
      expect.stringMatching(/^[abc]: it is empty$/),
      expect.stringMatching(/^[abc]: it is empty$/),
    ],
  })
  expect(consensus.stats).toMatchObject({ runs: 1, agreed: 0 })
})

test('a judge decides which answers mean the same, asked once all are there', async () => {
  const { asked, decide } = house({
    a: { says: 'It is blue' },
    b: { says: 'Red', afterMs: 10 },
    c: { says: 'The colour: blue', afterMs: 20 },
    judge: { says: '{"groups":[[1,3],[2]]}' },
  })
  const { text, report } = await decide({ vote: { judge: { prompt: 'Colours.', model: 'm' } } })
  expect(text).toBe('It is blue')
  expect(report).toMatchObject({ agreement: 2 / 3, decided_early: false })
  expect(asked.at(-1)).toMatchObject({ requestId: 'r-judge', pin: null, model: 'm' })
})

test('a judge that fails, or is not needed, leaves the votes as they read', async () => {
  const answers = { a: { says: 'x' }, b: { says: 'X!', afterMs: 10 }, c: { says: 'x' } }
  const agreed = house({ ...answers, judge: { says: 'no' } })
  expect((await agreed.decide({ vote: 'judge' })).report.agreement).toBe(1)
  expect(agreed.asked).toHaveLength(3)
  const failing = house({ ...answers, b: { says: 'y' }, judge: { says: null } })
  const { report } = await failing.decide({ vote: 'judge', timeout_ms: 200 })
  expect(report.agreement).toBe(2 / 3)
})

test('votes are told as they come', async () => {
  const { decide } = house({
    a: { says: 'x', afterMs: 60 },
    b: { says: 'y' },
    c: { says: 'y', afterMs: 120 },
  })
  const told: ConsensusVote[] = []
  await decide({}, { onVote: vote => told.push(vote) })
  expect(told.map(vote => vote.worker_id)).toEqual(['b', 'a', 'c'])
})
