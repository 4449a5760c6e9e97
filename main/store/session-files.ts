import type { ChatFile, ChatFileNote, ChatFileType } from '#contract/model/chat-file'
import type { ReadDb, WriteDb } from './connection.ts'

interface Row extends ChatFileNote {
  readonly turn: number
  readonly place: number
}

/** Of each turn that has some. */
export function fileNotes(db: ReadDb, sessionId: string): ReadonlyMap<number, ChatFileNote[]> {
  const notes = new Map<number, ChatFileNote[]>()
  const rows = db
    .prepare<[string], Row>(
      `SELECT turn, place, name, type, length(bytes) AS size FROM session_files
       WHERE session_id = ? ORDER BY turn, place`,
    )
    .all(sessionId)
  for (const { turn, name, type, size } of rows) {
    const those = notes.get(turn) ?? []
    those.push({ name, type, size })
    notes.set(turn, those)
  }
  return notes
}

export function findFile(
  db: ReadDb,
  sessionId: string,
  turn: number,
  place: number,
): ChatFile | undefined {
  return db
    .prepare<[string, number, number], ChatFile>(
      `SELECT name, type, bytes FROM session_files
       WHERE session_id = ? AND turn = ? AND place = ?`,
    )
    .get(sessionId, turn, place)
}

/** Those of the newest turns, as many as these bytes hold. */
export function newestFiles(
  db: ReadDb,
  sessionId: string,
  beforeTurn: number,
  mostBytes: number,
): ReadonlyMap<number, ChatFile[]> {
  const rows = db
    .prepare<[string, number], Row>(
      `SELECT turn, place, name, type, length(bytes) AS size FROM session_files
       WHERE session_id = ? AND turn < ? ORDER BY turn DESC, place`,
    )
    .all(sessionId, beforeTurn)
  const files = new Map<number, ChatFile[]>()
  let left = mostBytes
  for (const { turn, place, size } of rows) {
    left -= size
    if (left < 0) break
    const file = findFile(db, sessionId, turn, place)
    if (file) files.set(turn, [...(files.get(turn) ?? []), file])
  }
  return files
}

export function insertFiles(
  db: WriteDb,
  sessionId: string,
  turn: number,
  files: readonly ChatFile[],
): void {
  const insert = db.prepare<[string, number, number, string, ChatFileType, Buffer]>(
    'INSERT INTO session_files (session_id, turn, place, name, type, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  )
  files.forEach(({ name, type, bytes }, place) => {
    insert.run(sessionId, turn, place, name, type, Buffer.from(bytes))
  })
}
