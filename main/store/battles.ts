import type { Battle } from '#contract/http/battles'
import type { ReadDb, WriteDb } from './connection.ts'

export interface BattleRecord {
  readonly appId: string
  readonly battle: Battle
}

export function findBattle(db: ReadDb, appId: string, battleId: string): Battle | null {
  const row = db
    .prepare<[string, string], { readonly battle: string }>(
      'SELECT battle FROM battles WHERE app_id = ? AND id = ?',
    )
    .get(appId, battleId)
  return row ? JSON.parse(row.battle) : null
}

/** The first one stays. */
export function saveBattle(db: WriteDb, { appId, battle }: BattleRecord): void {
  db.prepare<[string, string, number, string]>(
    `INSERT INTO battles (app_id, id, created_at, battle) VALUES (?, ?, ?, ?)
     ON CONFLICT (app_id, id) DO NOTHING`,
  ).run(appId, battle.battle_id, Date.parse(battle.created_at), JSON.stringify(battle))
}
