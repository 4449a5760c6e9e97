import { z } from 'zod'
import type { Battle, Fighter } from '#contract/http/battles'

/** What of a battle a worker tells. */
export type ToldBattle = Pick<Battle, 'winner' | 'narrative' | 'rounds'>

export type CheckedBattle =
  | { readonly isFair: true; readonly battle: ToldBattle }
  | { readonly isFair: false; readonly problem: string }

const points = z.number().min(0)

/** Health points are looked up by name afterwards: a name may be one that a schema passes over. */
const Told = z.object({
  winner: z.string(),
  narrative: z.string().min(1).max(50_000),
  rounds: z
    .array(
      z.object({
        actor: z.string(),
        action: z.string().max(5_000).default(''),
        damage: points.default(0),
        heal: points.default(0),
        hp: z.unknown(),
      }),
    )
    .min(1)
    .max(200),
})

type ToldRound = z.infer<typeof Told>['rounds'][number]

/** The battle in an answer's JSON, if its health points are right from the first round to the last. */
export function checkedBattle(value: unknown, fighters: readonly Fighter[]): CheckedBattle {
  const parsed = Told.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return unfair(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { winner, narrative, rounds } = parsed.data
  const winnerName = nameOf(winner, fighters)
  if (winnerName === null) return unfair('the winner is none of the fighters')

  let before = new Map(fighters.map(({ name, hp }) => [name, hp]))
  const checked: Battle['rounds'][number][] = []
  for (const [place, round] of rounds.entries()) {
    const actor = nameOf(round.actor, fighters)
    if (actor === null) return unfair(`round ${place + 1}: the actor is none of the fighters`)
    const after = pointsOf(round.hp, fighters)
    if (!after) return unfair(`round ${place + 1}: hp lacks a fighter, or is below 0`)
    const risen = whoRose(before, after, round, actor)
    if (risen !== null) {
      return unfair(`round ${place + 1}: the hp of ${JSON.stringify(risen)} rises without a heal`)
    }
    const { action, damage, heal } = round
    const hp = Object.fromEntries(after)
    checked.push({ round: place + 1, actor, action, damage, heal, hp })
    before = after
  }
  const wrongEnd = [...before].find(([name, hp]) => (name === winnerName ? hp === 0 : hp !== 0))
  if (wrongEnd) return unfair('the last round does not leave the loser alone with 0')
  return { isFair: true, battle: { winner: winnerName, narrative, rounds: checked } }
}

/** As it was given, however its Unicode was composed on the way. */
function nameOf(told: string, fighters: readonly Fighter[]): string | null {
  const same = (name: string) => name === told || name.normalize('NFC') === told.normalize('NFC')
  return fighters.find(({ name }) => same(name))?.name ?? null
}

function pointsOf(hp: unknown, fighters: readonly Fighter[]): Map<string, number> | null {
  if (typeof hp !== 'object' || hp === null || Array.isArray(hp)) return null
  const points = new Map<string, number>()
  for (const [key, value] of Object.entries(hp)) {
    const name = nameOf(key, fighters)
    if (name === null) continue
    if (points.has(name)) return null
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null
    points.set(name, value)
  }
  return points.size === fighters.length ? points : null
}

function whoRose(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  { heal }: ToldRound,
  actor: string,
): string | null {
  for (const [name, hp] of after) {
    const most = (before.get(name) ?? 0) + (name === actor ? heal : 0)
    if (hp > most) return name
  }
  return null
}

function unfair(problem: string): CheckedBattle {
  return { isFair: false, problem: problem.slice(0, 300) }
}
