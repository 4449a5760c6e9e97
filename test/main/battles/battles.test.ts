import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { type Battle, NewBattle } from '#contract/http/battles'
import type { ConsensusReport } from '#contract/http/consensus'
import { type BattleBallot, Battles } from '#main/battles/battles'
import { jsonInAnswer } from '#main/consensus/answer-json'
import { battleShelf } from '#main/store/battle-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const never = new AbortController().signal
const asked: NewBattle = {
  battle_id: '战斗/一',
  fighters: [
    { name: '甲', hp: 10, skills: ['飞'] },
    { name: 'B', hp: 5 },
  ],
  nodes: 3,
}
const fair =
  '{"winner":"甲","narrative":"n","rounds":[{"actor":"甲","action":"a","damage":5,"heal":0,"hp":{"甲":10,"B":0}}]}'
const report: ConsensusReport = {
  ...{ fallback: null, key: 'k', asked: 3, valid: 3, winner: '甲', agreement: 1 },
  ...{ decided_by: 'votes', decided_early: false, usage: null, votes: [] },
}

async function ring() {
  const shelf = battleShelf(await tempDatabase())
  const battles = new Battles({ shelf, jsonIn: jsonInAnswer, now: () => 0 })
  const ballots: BattleBallot[] = []
  const answers: (() => void)[] = []
  const signals: AbortSignal[] = []
  const decide = (ballot: BattleBallot, signal: AbortSignal) => {
    ballots.push(ballot)
    signals.push(signal)
    return new Promise<{ text: string; report: ConsensusReport }>((resolve, reject) => {
      answers.push(() => resolve({ text: fair, report }))
      signal.addEventListener('abort', () => reject(new FaultError({ code: 'request.cancelled' })))
    })
  }
  const fight = (appId = 'a', body = asked, signal = never) =>
    battles.fight(appId, body, decide, signal)
  const answer = () => {
    for (const go of answers.splice(0)) go()
  }
  return { battles, ballots, signals, fight, answer }
}

test('a battle is put to the vote under its id, stored, and found again', async () => {
  const { battles, ballots, fight, answer } = await ring()
  const fighting = fight()
  answer()
  const battle = await fighting
  expect(ballots).toMatchObject([
    { key: '战斗/一', wish: { nodes: 3, vote: { path: 'winner' } }, model: null },
  ])
  expect(JSON.stringify(ballots[0]?.messages)).toContain('飞')
  const { votes, ...consensus } = report
  const wanted: Battle = {
    ...{ battle_id: '战斗/一', winner: '甲', narrative: 'n', votes, consensus },
    fighters: asked.fighters,
    rounds: [{ round: 1, actor: '甲', action: 'a', damage: 5, heal: 0, hp: { 甲: 10, B: 0 } }],
    created_at: '1970-01-01T00:00:00.000Z',
  }
  expect(battle).toEqual(wanted)
  expect(battles.find('a', '战斗/一')).toEqual(wanted)
  expect(await fight('a', { ...asked, fighters: asked.fighters.toReversed() })).toEqual(wanted)
  expect(ballots).toHaveLength(1)
})

test('the same id at the same time is asked once; another id, or another app, is another battle', async () => {
  const { battles, ballots, fight, answer } = await ring()
  const all = [fight(), fight(), fight('b'), fight('a', { ...asked, battle_id: '战斗/一 ' })]
  answer()
  const [first, second] = await Promise.all(all)
  expect(first).toEqual(second)
  expect(ballots).toHaveLength(3)
  expect(() => battles.find('c', '战斗/一')).toThrow('There is no battle')
})

test('a battle goes on while anybody waits for it, and ends with the last one', async () => {
  const { signals, fight } = await ring()
  const [one, two] = [new AbortController(), new AbortController()]
  const waiting = [fight('a', asked, one.signal), fight('a', asked, two.signal)]
  one.abort()
  await expect(waiting[0]).rejects.toThrow('cancelled')
  expect(signals[0]?.aborted).toBe(false)
  two.abort()
  await expect(waiting[1]).rejects.toThrow('cancelled')
  expect(signals[0]?.aborted).toBe(true)
})

test('an answer that is no fair battle says what is wrong with it', async () => {
  const { ballots, fight, answer } = await ring()
  const fighting = fight()
  answer()
  await fighting
  const check = ballots[0]?.check
  expect([check?.(fair), check?.('甲 wins'), check?.(fair.replace('"B":0', '"B":6'))]).toEqual([
    null,
    'it is no JSON',
    'round 1: the hp of "B" rises without a heal',
  ])
})

test('a fighter may be asked with more than we know, but not with everything', () => {
  const body = (change: object) => NewBattle.safeParse({ ...asked, ...change }).success
  const [a, b] = asked.fighters
  expect([
    body({}),
    body({ fighters: [a] }),
    body({ fighters: [a, a] }),
    body({
      fighters: [
        { name: 'é', hp: 1 },
        { name: 'e\u0301', hp: 1 },
      ],
    }),
    body({ fighters: [{ ...a, hp: 0 }, b] }),
    body({ fighters: [{ ...a, hp: 1.5 }, b] }),
    body({ fighters: [{ ...a, skills: 'x'.repeat(20_000) }, b] }),
    body({ battle_id: '\ud800' }),
    body({ battle_id: 'x'.repeat(257) }),
    body({ nodes: 1_000_000 }),
  ]).toEqual([true, false, false, false, false, false, false, false, false, false])
})
