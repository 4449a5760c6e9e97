import { FaultError } from '#contract/fault'
import { type Battle, NewBattle } from '#contract/http/battles'
import type { Caller } from '../admission.ts'
import type { Route } from '../route.ts'

/** The part of the battles that these routes need. */
export interface FoughtBattles {
  /** Resolves when it is stored; one that was fought before is not fought again. */
  fight(
    asked: NewBattle,
    from: { readonly requestId: string; readonly caller: Caller },
    signal: AbortSignal,
  ): Promise<Battle>
  find(caller: Caller, battleId: string): Battle
}

const longestId = 256

/** `/api/battles`: two fighters, told by several workers and decided by vote. Each app sees its own. */
export function battles(fought: FoughtBattles): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/battles',
      access: 'app',
      async handle(call) {
        const asked = await call.json(NewBattle)
        const { requestId, caller } = call
        call.answer(200, await fought.fight(asked, { requestId, caller }, call.goneSignal()))
      },
    },
    {
      method: 'GET',
      path: '/api/battles/*',
      access: 'app',
      handle(call) {
        const battleId = call.rest('/api/battles/')
        if (battleId.length > longestId) throw new FaultError({ code: 'battle.unknown', battleId })
        call.answer(200, fought.find(call.caller, battleId))
      },
    },
  ]
}
