import { afterEach, expect, test } from 'vitest'
import { schemas } from '#contract/http/operations'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from './http.ts'
import { startRoot, startWorker, temporaryFolder } from './processes.ts'
import { votingHouse } from './voting-house.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const fighters = [
  { name: '孙悟空', hp: 100, attack: 30, skills: ['金箍棒'] },
  { name: 'Zoë', hp: 80, attack: 12, defense: 5 },
]

/** One blow, after which Zoë has nothing left; or so much. */
const told = (monkey = 100, zoe = 0) => ({
  says: JSON.stringify({
    winner: '孙悟空',
    narrative: '一棒定胜负。',
    rounds: [
      { actor: '孙悟空', action: '金箍棒', damage: 80, heal: 0, hp: { 孙悟空: monkey, Zoë: zoe } },
    ],
  }),
})
const zoeWins = {
  says: '{"winner":"Zoë","narrative":"n","rounds":[{"actor":"Zoë","hp":{"孙悟空":0,"Zoë":80}}]}',
}

test('demo workers fight a fair battle without any key, and a restart does not forget it', async () => {
  const workers = await Promise.all(
    ['a', 'b', 'c'].map(id => startWorker(cleanup, { WORKER_ID: id })),
  )
  const settings = {
    LOCAL_WORKER: 'false',
    WORKERS: workers.map(({ url }) => url).join(','),
    DATA_DIR: temporaryFolder(cleanup),
  }
  const root = await startRoot(cleanup, settings)
  await healthyWorkers(root.url, 3)
  const body = { battle_id: '战斗/一', fighters, language: '中文' }
  const { status, json } = await postJson(`${root.url}/api/battles`, body)
  expect(status).toBe(200)
  expect(schemas.Battle.parse(json)).toEqual(json)
  expect(json).toMatchObject({ battle_id: '战斗/一', winner: '孙悟空', fighters })
  expect(json.consensus).toMatchObject({ asked: 3, winner: '孙悟空', agreement: 1, key: '战斗/一' })
  expect(json.votes).toHaveLength(3)
  const last = json.rounds.at(-1).hp
  expect({ loser: last.Zoë, stands: last.孙悟空 > 0 }).toEqual({ loser: 0, stands: true })

  root.signal('SIGTERM')
  await root.exited
  const again = await startRoot(cleanup, { ...settings, WORKERS: '' })
  const path = `/api/battles/${encodeURIComponent('战斗/一')}`
  expect((await http(again.url + path)).json).toEqual(json)
  expect((await postJson(`${again.url}/api/battles`, body)).json).toEqual(json)
})

test('a worker that cheats with health points has no vote', async () => {
  const house = await votingHouse(cleanup, [told(), told(150, 0), zoeWins])
  const [fair, cheat, zoe] = house.voters
  if (!fair || !cheat || !zoe) throw new Error('there are no voters')
  zoe.script = { ...told(), afterMs: 50 }
  const { json } = await postJson(`${house.root.url}/api/battles`, { fighters })
  const vote = (id: string) =>
    json.votes.find((each: { worker_id: string }) => each.worker_id === id)
  expect(json).toMatchObject({ winner: '孙悟空', consensus: { valid: 2, agreement: 1 } })
  expect(vote(cheat.id)).toMatchObject({
    valid: false,
    reason: 'round 1: the hp of "孙悟空" rises without a heal',
  })
  expect([vote(fair.id).valid, vote(zoe.id).valid]).toEqual([true, true])
})

test('the cheats lose even when they are more', async () => {
  const house = await votingHouse(cleanup, [told(100, -5), told(101, 0), zoeWins])
  const { json } = await postJson(`${house.root.url}/api/battles`, { fighters })
  expect(json).toMatchObject({ winner: 'Zoë', consensus: { valid: 1 } })
  const allCheat = await votingHouse(cleanup, [told(100, 1), told(101, 0), { says: 'Zoë' }])
  const failed = await postJson(`${allCheat.root.url}/api/battles`, { battle_id: 'x', fighters })
  expect(failed).toMatchObject({ status: 502, json: { error: { code: 'no_valid_vote' } } })
  expect((await http(`${allCheat.root.url}/api/battles/x`)).status).toBe(404)
})

test('the same id twice, at once or later, asks once; ids are compared exactly', async () => {
  const house = await votingHouse(cleanup, [told(), told(), { ...told(), afterMs: 200 }])
  const post = (battleId: string) =>
    postJson(`${house.root.url}/api/battles`, { battle_id: battleId, fighters })
  const [one, two] = await Promise.all([post('é'), post('é')])
  const three = await post('é')
  expect([two.json, three.json]).toEqual([one?.json, one?.json])
  const askedEach = () => house.voters.map(({ asked }) => asked.length)
  expect(askedEach()).toEqual([1, 1, 1])
  await post('e\u0301')
  expect(askedEach()).toEqual([2, 2, 2])
  const keys = await http(`${house.root.url}/api/battles/%C3%A9`)
  expect(keys.json).toEqual(one?.json)
})

test('an app does not see the battles of another', async () => {
  const house = await votingHouse(cleanup, [told(), told(), told()])
  const app = await postJson(`${house.root.url}/api/apps`, { name: 'Arena' })
  const headers = { authorization: `Bearer ${app.json.key}` }
  const body = { battle_id: 'mine', fighters }
  expect((await postJson(`${house.root.url}/api/battles`, body, headers)).status).toBe(200)
  const own = await http(`${house.root.url}/api/battles/mine`, { headers })
  const other = await http(`${house.root.url}/api/battles/mine`)
  expect([own.status, other.status]).toEqual([200, 404])
  expect(other.json.error.code).toBe('battle_not_found')
})

test.each([
  ['one fighter', { fighters: fighters.slice(1) }],
  ['the same fighter twice', { fighters: [fighters[0], fighters[0]] }],
  ['a fighter who has fallen', { fighters: [{ name: 'a', hp: 0 }, fighters[1]] }],
  ['an empty id', { fighters, battle_id: '' }],
  ['a null character in the id', { fighters, battle_id: 'a\0' }],
  ['nodes without end', { fighters, nodes: 1e9 }],
  ['no fighters', {}],
])('refuses %s', async (_what, body) => {
  const root = await startRoot(cleanup, { LOCAL_WORKER: 'false' })
  expect((await postJson(`${root.url}/api/battles`, body)).status).toBe(400)
})

test('with too few workers there is no battle, unless one will do', async () => {
  const root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
  const refused = await postJson(`${root.url}/api/battles`, { fighters })
  expect(refused).toMatchObject({ status: 503, json: { error: { code: 'too_few_workers' } } })
  const { json } = await postJson(`${root.url}/api/battles`, { fighters, allow_local: true })
  expect(json).toMatchObject({ winner: '孙悟空', consensus: { fallback: 'local', asked: 1 } })
})
