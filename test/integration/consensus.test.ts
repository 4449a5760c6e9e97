import { afterEach, expect, test } from 'vitest'
import { schemas } from '#contract/http/operations'
import { Cleanup } from '#main/base/cleanup'
import { http } from './http.ts'
import { eventually } from './processes.ts'
import { chat, completion, eventsOf, votingHouse, weightedHouse } from './voting-house.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('the majority wins, each vote is told, and the session remembers the winner alone', async () => {
  const house = await votingHouse(cleanup, [
    { says: 'Five' },
    { says: 'Four.', afterMs: 30 },
    { says: 'four', afterMs: 60 },
  ])
  const { status, headers, json } = await chat(house, true, { session_id: '会话' })
  const [five, four, late] = house.voters.map(voter => voter.id)
  expect(status).toBe(200)
  expect(schemas.SessionChatAnswer.parse(json)).toEqual(json)
  expect(json).toMatchObject({
    response: 'Four.',
    worker_id: four,
    usage: { total_tokens: 5 },
    consensus: {
      fallback: null,
      key: '会话',
      asked: 3,
      valid: 3,
      winner: 'four',
      agreement: 2 / 3,
      decided_by: 'votes',
      usage: { total_tokens: 15 },
      votes: [
        { worker_id: five, vote: 'five', valid: true, agrees: false, model: 'llama-9-tiny' },
        { worker_id: four, vote: 'four', valid: true, agrees: true },
        { worker_id: late, vote: 'four', valid: true, agrees: true },
      ],
    },
  })
  expect(headers['x-banyan-strategy']).toBe('consensus')
  const session = await http(`${house.root.url}/api/sessions/${encodeURIComponent('会话')}`)
  expect(session.json.messages.map((each: { content: string }) => each.content)).toEqual([
    'How much is 2 + 2?',
    'Four.',
  ])
  const metrics = await http(`${house.root.url}/api/metrics`)
  expect(schemas.RootMetrics.parse(metrics.json)).toEqual(metrics.json)
  expect(metrics.json.consensus).toMatchObject({ runs: 1, agreed: 0, early_stops: 0 })
  expect(metrics.json.consensus.by_worker).toContainEqual({
    ...{ id: five, votes: 1, dissents: 1, invalid: 0 },
  })
})

test('every vote is a request of its own in the history', async () => {
  const house = await votingHouse(cleanup, [{ says: 'a' }, { says: 'a' }, { says: 'b' }])
  await completion(house, {}, { 'x-banyan-consensus': '3', 'x-request-id': 'mine' })
  expect(house.voters.flatMap(({ asked }) => asked.map(each => each.requestId)).sort()).toEqual([
    'mine-v1',
    'mine-v2',
    'mine-v3',
  ])
  const { json } = await http(`${house.root.url}/api/requests`)
  const ids = json.requests.map((each: { request_id: string }) => each.request_id)
  expect(ids.toSorted()).toEqual(['mine-v1', 'mine-v2', 'mine-v3'])
})

test('weight settles a tie, through workers of ours', async () => {
  const house = await weightedHouse(cleanup, [
    { says: 'a', weight: 1 },
    { says: 'b', weight: 1, afterMs: 50 },
    { says: 'c', weight: 1.5, afterMs: 100 },
  ])
  const { json } = await chat(house, true)
  expect(json).toMatchObject({
    response: 'c',
    worker_id: house.voters[2]?.id,
    consensus: { winner: 'c', decided_by: 'weight', agreement: 1 / 3 },
  })
})

test('what is cancelled is cancelled behind a worker of ours as well', async () => {
  const house = await weightedHouse(cleanup, [
    { says: 'x', weight: 1 },
    { says: 'x', weight: 1, afterMs: 50 },
    { says: 'never', weight: 9, hangs: true },
  ])
  const { json } = await chat(house, true)
  expect(json.consensus).toMatchObject({ winner: 'x', decided_early: true })
  await eventually(15_000, async () => expect(house.voters[2]?.aborted).toBe(1))
})

test('answers that do not fit the schema, or have no such path, are discarded', async () => {
  const house = await votingHouse(cleanup, [
    { says: '{"n":"four"}' },
    { says: '```json\n{"n":4}\n```', afterMs: 40 },
    { says: '{"m":4}', afterMs: 20 },
  ])
  const { json } = await chat(house, {
    vote: { path: 'n' },
    validate: { type: 'object', properties: { n: { type: 'integer' } } },
  })
  expect(json.consensus).toMatchObject({ winner: 4, valid: 1, agreement: 1 })
  const [no, yes, lost] = house.voters.map(({ id }) =>
    json.consensus.votes.find((vote: { worker_id: string }) => vote.worker_id === id),
  )
  expect([no, yes, lost]).toMatchObject([
    { valid: false, vote: null, reason: expect.stringContaining('does not fit the schema') },
    { valid: true, vote: 4, reason: null },
    { valid: false, vote: null, reason: 'its JSON has nothing at n' },
  ])
})

test('it ends early when the rest cannot change it, and the worker sees that it is cancelled', async () => {
  const house = await votingHouse(cleanup, [
    { says: 'x' },
    { says: 'x' },
    { says: 'never', hangs: true },
  ])
  const startedAt = Date.now()
  const { json } = await chat(house, {})
  expect(Date.now() - startedAt).toBeLessThan(5_000)
  expect(json.consensus).toMatchObject({ decided_early: true, asked: 3, valid: 2, agreement: 1 })
  await eventually(15_000, async () => expect(house.voters[2]?.aborted).toBe(1))
  const { json: metrics } = await http(`${house.root.url}/api/metrics`)
  expect(metrics.consensus).toMatchObject({ runs: 1, agreed: 1, early_stops: 1 })
})

test('a worker that is too slow casts no vote', async () => {
  const house = await votingHouse(cleanup, [
    { says: 'x' },
    { says: 'y', afterMs: 20 },
    { says: 'x', afterMs: 10_000 },
  ])
  const { json } = await chat(house, { timeout_ms: 400 })
  expect(json.consensus).toMatchObject({ valid: 2, decided_by: 'first', winner: 'x' })
  expect(json.consensus.votes.at(-1)).toMatchObject({
    worker_id: house.voters[2]?.id,
    valid: false,
    reason: 'there was no whole answer within 400 ms',
  })
})

test('a worker that fails casts no vote and says why; when all fail it is an error', async () => {
  const house = await votingHouse(cleanup, [
    { says: 'x' },
    { says: ' ' },
    { says: 'x', afterMs: 50 },
  ])
  const { json } = await chat(house, {})
  expect(json.consensus.votes).toContainEqual(
    expect.objectContaining({ worker_id: house.voters[1]?.id, reason: 'it is empty' }),
  )
  for (const voter of house.voters) voter.script = { says: '' }
  const failed = await chat(house, {}, { session_id: 'failed' })
  expect(failed).toMatchObject({ status: 502, json: { error: { code: 'no_valid_vote' } } })
  const { status } = await http(`${house.root.url}/api/sessions/failed`)
  expect(status).toBe(404)
})

test('with too few workers it says how many are missing, or asks one where that will do', async () => {
  const house = await votingHouse(cleanup, [{ says: 'a' }, { says: 'a' }])
  const refused = await chat(house, true)
  expect(refused).toMatchObject({ status: 503, json: { error: { code: 'too_few_workers' } } })
  expect(refused.json.error.message).toContain('needs 3 healthy workers: 2 are there, 1 is missing')
  const local = await chat(house, { allow_local: true })
  expect(local.json).toMatchObject({
    response: 'a',
    consensus: { fallback: 'local', asked: 1, valid: 1 },
  })
  const unknown = await chat(house, true, { model: 'none' })
  expect(unknown).toMatchObject({ status: 404, json: { error: { code: 'model_not_found' } } })
})

test('the settings hold where the request says nothing', async () => {
  const house = await votingHouse(cleanup, [{ says: 'a' }, { says: 'a', hangs: true }], {
    MIN_CONSENSUS_NODES: '2',
    AI_NODE_TIMEOUT: '1',
  })
  const { json } = await chat(house, true)
  expect(json.consensus).toMatchObject({ asked: 2, valid: 1 })
})

test('stream_votes tells each vote as it comes, then the answer', async () => {
  const house = await votingHouse(cleanup, [
    { says: 'x', afterMs: 300 },
    { says: 'y' },
    { says: 'x', afterMs: 150 },
  ])
  const { text } = await chat(house, { stream_votes: true }, { stream: true })
  const events = eventsOf(text)
  for (const event of events) expect(schemas.SessionChatEvent.parse(event)).toEqual(event)
  expect(events.map(event => event.type)).toEqual([
    'start',
    'vote',
    'vote',
    'vote',
    'delta',
    'done',
  ])
  const [a, b, c] = house.voters.map(voter => voter.id)
  expect(events.slice(1, 4).map(event => event.worker_id)).toEqual([b, c, a])
  expect(events.at(-1)).toMatchObject({ response: 'x', consensus: { agreement: 2 / 3 } })
  const quiet = await chat(house, { stream_votes: false }, { stream: true })
  expect(eventsOf(quiet.text).map(event => event.type)).toEqual(['start', 'delta', 'done'])
})

test('the same key asks the same workers; another question may ask others', async () => {
  const house = await votingHouse(
    cleanup,
    Array.from({ length: 5 }, () => ({ says: 'x' })),
  )
  const whoFor = async (key: string) => {
    const { json } = await chat(house, { key, vote: 'judge' })
    return json.consensus.votes
      .map((vote: { worker_id: string }) => vote.worker_id)
      .sort()
      .join()
  }
  expect(await whoFor('战斗')).toBe(await whoFor('战斗'))
  const groups = await Promise.all(['1', '2', '3', '4', '5', '6'].map(whoFor))
  expect(new Set(groups).size).toBeGreaterThan(1)
})

test('a judge decides which answers mean the same', async () => {
  const house = await votingHouse(cleanup, [{ says: '' }, { says: '' }, { says: '' }])
  const texts = ['The sky is blue', 'Green', 'It is blue']
  for (const [at, voter] of house.voters.entries()) {
    voter.script = ({ messages }) => {
      const asked = String(messages.at(-1)?.content)
      if (!asked.startsWith('[{"number"')) return { says: texts[at] ?? '', afterMs: at * 40 }
      const blue = JSON.parse(asked).filter((each: { answer: string }) => /blue/.test(each.answer))
      const green = JSON.parse(asked).filter((each: { answer: string }) =>
        /Green/.test(each.answer),
      )
      const groups = [blue, green].map(list => list.map((each: { number: number }) => each.number))
      return { says: JSON.stringify({ groups }) }
    }
  }
  const { json } = await chat(house, { vote: { judge: {} } })
  expect(json).toMatchObject({ response: 'The sky is blue', consensus: { agreement: 2 / 3 } })
})

test('a pattern that would take for ever holds up nobody else', async () => {
  const evil = `"${'a'.repeat(40)}!"`
  const house = await votingHouse(cleanup, [{ says: evil }, { says: evil }, { says: evil }])
  const voting = chat(house, { validate: { type: 'string', pattern: '^(a+)+$' } })
  let longestMs = 0
  for (let each = 0; each < 10; each++) {
    const startedAt = performance.now()
    await http(`${house.root.url}/health`)
    longestMs = Math.max(longestMs, performance.now() - startedAt)
    await new Promise(resolve => setTimeout(resolve, 60))
  }
  expect(longestMs).toBeLessThan(2_000)
  expect((await voting).json.error).toMatchObject({ code: 'no_valid_vote' })
})

test('a client that leaves cancels every vote', async () => {
  const house = await votingHouse(
    cleanup,
    [1, 2, 3].map(() => ({ says: 'x', hangs: true })),
  )
  const leaving = new AbortController()
  const asking = fetch(`${house.root.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'x', consensus: true }),
    signal: leaving.signal,
  }).catch(() => null)
  await eventually(15_000, async () =>
    expect(house.voters.every(({ asked }) => asked.length === 1)).toBe(true),
  )
  leaving.abort()
  await asking
  await eventually(15_000, async () =>
    expect(house.voters.map(({ aborted }) => aborted)).toEqual([1, 1, 1]),
  )
})
