import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { ConsensusWish } from '#contract/http/consensus'
import { faultOf, house, worker } from './a-vote.ts'

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
