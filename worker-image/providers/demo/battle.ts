import { z } from 'zod'
import { type BattleRound, battleTask } from '#contract/wire/battle'
import type { Language } from './language.ts'

const Fighter = z.object({
  name: z.string(),
  hp: z.number().positive(),
  attack: z.number().nonnegative().default(10),
  defense: z.number().nonnegative().default(0),
})
const Task = z.object({ fighters: z.tuple([Fighter, Fighter]) })

type Fighter = z.infer<typeof Fighter>
export type Fighters = z.infer<typeof Task>['fighters']

/** The fighters, where a message asks for a battle; null elsewhere. */
export function battleIn(text: string): Fighters | null {
  if (!text.startsWith(battleTask)) return null
  try {
    return Task.parse(JSON.parse(text.slice(battleTask.length))).fighters
  } catch {
    return null
  }
}

/** No battle takes more blows than this from each. */
const mostBlows = 12

interface Phrases {
  strikes(name: string, damage: number): string
  wins(winner: string, loser: string, rounds: number): string
}

const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    strikes: (name, damage) => `${name} strikes for ${damage}.`,
    wins: (winner, loser, rounds) =>
      `Banyan's demo, not a real model: ${winner} beats ${loser} in ${rounds} rounds.`,
  },
  'zh-Hans': {
    strikes: (name, damage) => `${name}出手，造成 ${damage} 点伤害。`,
    wins: (winner, loser, rounds) =>
      `这是 Banyan 的演示，不是真正的模型：${winner}用 ${rounds} 回合击败了${loser}。`,
  },
  'zh-Hant': {
    strikes: (name, damage) => `${name}出手，造成 ${damage} 點傷害。`,
    wins: (winner, loser, rounds) =>
      `這是 Banyan 的示範，不是真正的模型：${winner}用 ${rounds} 回合擊敗了${loser}。`,
  },
}

/** They strike in turn until one falls; the same fighters fight the same battle everywhere. */
export function demoBattle([first, second]: Fighters, language: Language) {
  const say = phrases[language]
  const left = new Map([first, second].map(({ name, hp }) => [name, hp]))
  const rounds: BattleRound[] = []
  let [striker, struck] = [first, second]
  for (;;) {
    const before = left.get(struck.name) ?? 0
    const damage = Math.min(before, blow(striker, struck))
    left.set(struck.name, before - damage)
    rounds.push({
      round: rounds.length + 1,
      actor: striker.name,
      action: say.strikes(striker.name, damage),
      damage,
      heal: 0,
      hp: Object.fromEntries(left),
    })
    if (before - damage <= 0) break
    ;[striker, struck] = [struck, striker]
  }
  const narrative = say.wins(striker.name, struck.name, rounds.length)
  return { winner: striker.name, narrative, rounds }
}

function blow({ attack }: Fighter, { defense, hp }: Fighter): number {
  return Math.max(Math.ceil(hp / mostBlows), Math.round(attack - defense / 2))
}
