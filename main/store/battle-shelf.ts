import type { Battle } from '#contract/http/battles'
import { findBattle } from './battles.ts'
import type { OpenDatabase } from './open-database.ts'

/** The battles of one database, in the shape that main/battles asks for. */
export function battleShelf({ read, writes }: OpenDatabase) {
  return {
    find: (appId: string, battleId: string) => findBattle(read, appId, battleId),
    save: (appId: string, battle: Battle) => writes.run('saveBattle', { appId, battle }),
  }
}
