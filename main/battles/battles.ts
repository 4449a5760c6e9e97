import { FaultError } from '#contract/fault'
import type { Battle, NewBattle } from '#contract/http/battles'
import type { ConsensusReport, ConsensusWish } from '#contract/http/consensus'
import type { ChatMessage } from '#contract/wire/chat'
import { type CheckedBattle, checkedBattle } from './battle-check.ts'
import { battleMessages } from './battle-prompt.ts'
import { SharedWork } from './shared-work.ts'

/** The part of the store that battles need. Each app has its own ids. */
export interface BattleShelf {
  find(appId: string, battleId: string): Battle | null
  /** Resolves when it is on disk. */
  save(appId: string, battle: Battle): Promise<void>
}

/** What is put to the vote. */
export interface BattleBallot {
  readonly model: string | null
  readonly messages: readonly ChatMessage[]
  readonly wish: ConsensusWish
  readonly key: string
  /** What is wrong with an answer; null when it counts. */
  readonly check: (text: string) => string | null
}

/** Puts it to the vote and resolves to the winner's answer. */
export type DecideBattle = (
  ballot: BattleBallot,
  signal: AbortSignal,
) => Promise<{ readonly text: string; readonly report: ConsensusReport }>

export interface BattlesOptions {
  readonly shelf: BattleShelf
  /** The JSON of an answer. */
  readonly jsonIn: (
    text: string,
  ) =>
    | { readonly isJson: true; readonly value: unknown }
    | { readonly isJson: false; readonly reason: string }
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** Battles between two fighters, each told by several workers and decided by vote, once. */
export class Battles {
  readonly #options: BattlesOptions
  readonly #underWay = new SharedWork<Battle>()

  constructor(options: BattlesOptions) {
    this.#options = options
  }

  find(appId: string, battleId: string): Battle {
    const battle = this.#options.shelf.find(appId, battleId)
    if (!battle) throw new FaultError({ code: 'battle.unknown', battleId })
    return battle
  }

  /** A battle that was fought before is not fought again, whatever else the body says now. */
  async fight(
    appId: string,
    asked: NewBattle,
    decide: DecideBattle,
    signal: AbortSignal,
  ): Promise<Battle> {
    const battleId = asked.battle_id ?? crypto.randomUUID()
    const known = this.#options.shelf.find(appId, battleId)
    if (known) return known
    const work = (ended: AbortSignal) => this.#fight(appId, battleId, asked, decide, ended)
    return this.#underWay.join(JSON.stringify([appId, battleId]), work, signal)
  }

  async #fight(
    appId: string,
    battleId: string,
    asked: NewBattle,
    decide: DecideBattle,
    signal: AbortSignal,
  ): Promise<Battle> {
    const { shelf, now = Date.now } = this.#options
    const { fighters, model = null } = asked
    const { text, report } = await decide(
      {
        model,
        messages: battleMessages(asked),
        wish: wishOf(asked),
        key: battleId,
        check: answer => {
          const told = this.#told(answer, asked)
          return told.isFair ? null : told.problem
        },
      },
      signal,
    )
    const told = this.#told(text, asked)
    if (!told.isFair) throw new Error(`an answer that was checked is not fair: ${told.problem}`)
    const { votes, ...consensus } = report
    const battle: Battle = {
      ...{ battle_id: battleId, ...told.battle, fighters, votes, consensus },
      created_at: new Date(now()).toISOString(),
    }
    await shelf.save(appId, battle)
    return battle
  }

  #told(answer: string, { fighters }: NewBattle): CheckedBattle {
    const json = this.#options.jsonIn(answer)
    return json.isJson
      ? checkedBattle(json.value, fighters)
      : { isFair: false, problem: json.reason }
  }
}

function wishOf({ nodes, min_nodes, timeout_ms, allow_local }: NewBattle): ConsensusWish {
  return { nodes, min_nodes, timeout_ms, allow_local, vote: { path: 'winner' } }
}
