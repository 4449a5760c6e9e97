import type { SessionId } from '#contract/ids'
import type { OpenDatabase } from './open-database.ts'
import { findFile } from './session-files.ts'
import {
  type ChangedSession,
  findSession,
  listSessions,
  type SessionQuery,
  systemOf,
  type TurnRecord,
  turnsNewestFirst,
} from './sessions.ts'
import type { BringBackOrder } from './turns-aside.ts'

/** The sessions of one database, in the shape that main/sessions asks for. */
export function sessionShelf({ read, writes }: OpenDatabase) {
  return {
    history: (sessionId: SessionId, beforeTurn?: number) => ({
      system: systemOf(read, sessionId),
      newestFirst: turnsNewestFirst(read, sessionId, beforeTurn),
    }),
    saveTurn: (turn: TurnRecord) => writes.run('insertTurn', turn),
    list: (query: SessionQuery) => listSessions(read, query),
    read: (sessionId: SessionId) => findSession(read, sessionId),
    file: (sessionId: SessionId, turn: number, place: number) =>
      findFile(read, sessionId, turn, place),
    bringBack: (order: BringBackOrder) => writes.run('bringTurnsBack', order),
    change: (change: ChangedSession) => writes.run('changeSession', change),
    remove: (sessionId: SessionId) => writes.run('deleteSession', sessionId),
  }
}
