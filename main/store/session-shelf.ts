import type { SessionId } from '#contract/ids'
import type { OpenDatabase } from './open-database.ts'
import {
  findSession,
  listSessions,
  type SessionQuery,
  systemOf,
  type TurnRecord,
  turnsNewestFirst,
} from './sessions.ts'

/** The sessions of one database, in the shape that main/sessions asks for. */
export function sessionShelf({ read, writes }: OpenDatabase) {
  return {
    history: (sessionId: SessionId) => ({
      system: systemOf(read, sessionId),
      newestFirst: turnsNewestFirst(read, sessionId),
    }),
    saveTurn: (turn: TurnRecord) => writes.run('insertTurn', turn),
    list: (query: SessionQuery) => listSessions(read, query),
    read: (sessionId: SessionId) => findSession(read, sessionId),
    remove: (sessionId: SessionId) => writes.run('deleteSession', sessionId),
  }
}
