import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { ConsensusVote, ConsensusWish } from '#contract/http/consensus'
import { WorkerId } from '#contract/ids'
import type { Ballot, NodeAnswer, NodeQuestion } from '#main/consensus/ballot'
import { Consensus, type ConsensusOptions } from '#main/consensus/consensus'
import { SchemaChecker } from '#main/consensus/schema-checker'
import type { VotingWorker } from '#main/consensus/voters'
import { rendezvousOrder } from '#main/routing/rendezvous'

const schemas = new SchemaChecker(
  fileURLToPath(new URL('../../../main/consensus/schema-thread.ts', import.meta.url)),
)
// The thread is there before anything is timed.
beforeAll(() => schemas.check({}, null))
afterAll(() => schemas.close())
const never = new AbortController().signal

function worker(id: string, more: Partial<VotingWorker> = {}): VotingWorker {
  return {
    id: WorkerId.parse(id),
    weight: 1,
    isReady: true,
    isDemo: false,
    offers: model => model === 'm',
    can: (_capability, model) => model === null || model === 'm',
    ...more,
  }
}

/** What each worker says, after so many milliseconds; null: nothing until it is cancelled. */
type Script = Readonly<Record<string, { readonly says: string | null; readonly afterMs?: number }>>

interface Asked extends NodeQuestion {
  readonly wasCancelled: () => boolean
}

function house(script: Script, options: Partial<ConsensusOptions> = {}) {
  const asked: Asked[] = []
  const ask = (
    question: NodeQuestion,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<NodeAnswer> => {
    asked.push({ ...question, wasCancelled: () => signal.aborted })
    const name = question.messages ? 'judge' : (question.pin ?? 'any')
    const { says = null, afterMs = 0 } = script[name] ?? {}
    return new Promise((resolve, reject) => {
      const cancelled = () => reject(new FaultError({ code: 'request.cancelled' }))
      if (signal.aborted) cancelled()
      signal.addEventListener('abort', cancelled)
      if (says === null) return
      setTimeout(() => {
        onText(says)
        const usage = { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 }
        resolve({ text: says, workerId: name, model: 'm', usage, finishReason: 'stop' })
      }, afterMs)
    })
  }
  const names = Object.keys(script).filter(name => name !== 'judge' && name !== 'any')
  const consensus = new Consensus({
    workers: () => names.map(name => worker(name)),
    offered: () => ['m'],
    modelsFor: model => (model === 'alias' ? ['first', 'm'] : [model]),
    inOrder: rendezvousOrder,
    isOutOfOrder: () => false,
    schemas,
    minNodes: 3,
    nodeTimeoutMs: 2_000,
    allowsLocal: false,
    ...options,
  })
  const decide = (wish: ConsensusWish = {}, more: Partial<Ballot> = {}, signal = never) =>
    consensus.decide({ requestId: 'r', model: null, wish, key: 'k', ask, ...more }, signal)
  return { asked, consensus, decide }
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: unknown) => (failure instanceof FaultError ? failure.fault : failure),
  )

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

test('the same key asks the same workers, another key others', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const script = Object.fromEntries(names.map(name => [name, { says: 'x' }]))
  const whoFor = async (key: string) => {
    const { asked, decide } = house(script)
    await decide({ key, vote: 'judge' })
    return asked.map(({ pin }) => pin).toSorted()
  }
  expect(await whoFor('战斗一')).toEqual(await whoFor('战斗一'))
  const groups = await Promise.all(['1', '2', '3', '4', '5'].map(whoFor))
  expect(new Set(groups.map(group => group.join())).size).toBeGreaterThan(1)
})

test('with too few workers it says how many are missing', async () => {
  const { asked, decide } = house({ a: { says: 'x' }, b: { says: 'x' } })
  expect(await faultOf(decide())).toEqual({
    code: 'consensus.too-few',
    model: null,
    ready: 2,
    needed: 3,
  })
  expect(await faultOf(decide({ nodes: 5, min_nodes: 4 }))).toMatchObject({ needed: 4 })
  expect(asked).toEqual([])
  expect((await decide({ min_nodes: 2 })).report.asked).toBe(2)
})

test('where that is allowed, one worker answers alone, which the report says', async () => {
  const { asked, decide } = house({ a: { says: null }, any: { says: 'alone' } })
  const { text, report } = await decide({ allow_local: true })
  expect({ text, asked: asked.map(({ pin }) => pin) }).toEqual({ text: 'alone', asked: [null] })
  expect(report).toMatchObject({ fallback: 'local', asked: 1, valid: 1 })
  const allowed = house({ a: { says: null }, any: { says: 'alone' } }, { allowsLocal: true })
  expect((await allowed.decide()).report.fallback).toBe('local')
  expect(await faultOf(allowed.decide({ allow_local: false }))).toMatchObject({
    code: 'consensus.too-few',
  })
})

test('workers that are down, out of order, without the model, or only the demo among others do not vote', async () => {
  const { decide } = house(
    {},
    {
      workers: () => [
        worker('a'),
        worker('down', { isReady: false }),
        worker('demo', { isDemo: true, can: (_, model) => model === null }),
        worker('pictures', { can: () => false }),
        worker('broken'),
      ],
      isOutOfOrder: id => id === 'broken',
    },
  )
  expect(await faultOf(decide())).toMatchObject({ ready: 1 })
  expect(await faultOf(decide({}, { model: 'm' }))).toMatchObject({ ready: 1, model: 'm' })
  expect(await faultOf(decide({}, { model: 'none' }))).toMatchObject({ code: 'model.unknown' })
  expect(await faultOf(decide({}, { model: 'alias' }))).toMatchObject({ ready: 1 })
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

test('a client that leaves cancels everybody', async () => {
  const { asked, decide } = house({ a: { says: null }, b: { says: null }, c: { says: 'x' } })
  const leaving = new AbortController()
  setTimeout(() => leaving.abort(), 50)
  expect(await faultOf(decide({}, {}, leaving.signal))).toEqual({ code: 'request.cancelled' })
  expect(asked.every(({ wasCancelled }) => wasCancelled())).toBe(true)
})

test('what concerns the app itself is said as it is', async () => {
  const { decide } = house({ a: { says: null }, b: { says: null }, c: { says: null } })
  const fault = { code: 'app.model-refused', model: 'm', allowed: ['n'] } as const
  const ask = () => Promise.reject(new FaultError(fault))
  expect(await faultOf(decide({}, { ask }))).toEqual(fault)
})

test('a wish that cannot be met is refused before anybody is asked', async () => {
  const { asked, decide } = house({ a: { says: 'x' }, b: { says: 'x' }, c: { says: 'x' } })
  const wishes: ConsensusWish[] = [
    { nodes: 2, min_nodes: 3 },
    { vote: { path: 'a..b' } },
    { validate: { $ref: 'https://example.com' } },
  ]
  for (const wish of wishes) {
    expect(await faultOf(decide(wish))).toMatchObject({ code: 'request.malformed' })
  }
  expect(asked).toEqual([])
})

test('a request that every worker finds fault with is the request’s own fault', async () => {
  const { decide } = house({ a: { says: null }, b: { says: null }, c: { says: null } })
  const refused = { code: 'provider.refused', detail: 'max_tokens: too small' } as const
  const fault = { ...refused, status: 400, type: 'invalid_request_error', errorCode: null }
  const ask = () => Promise.reject(new FaultError(fault))
  expect(await faultOf(decide({}, { ask }))).toEqual(fault)
  const broken = () => Promise.reject(new FaultError({ ...fault, status: 500 }))
  expect(await faultOf(decide({}, { ask: broken }))).toMatchObject({ code: 'consensus.no-vote' })
})
