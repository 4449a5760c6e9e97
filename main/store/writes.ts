import { saveAlerts } from './alerts.ts'
import { deleteApp, saveApp } from './apps.ts'
import { saveBattle } from './battles.ts'
import type { WriteDb } from './connection.ts'
import { addHistory } from './history.ts'
import { replacePrices } from './prices.ts'
import { deleteSomeRequests } from './requests.ts'
import { deleteSession, insertTurn } from './sessions.ts'
import { deleteSecret, deleteSetting, replaceSecret, saveSecret, saveSetting } from './settings.ts'
import { deleteWorker, saveWorker } from './workers.ts'

/** Every write of the root node, by its name: a name can be sent to another thread, a function cannot. */
export const writes = {
  insertTurn,
  deleteSession,
  saveSetting,
  deleteSetting,
  saveSecret,
  replaceSecret,
  deleteSecret,
  saveWorker,
  deleteWorker,
  saveApp,
  deleteApp,
  replacePrices,
  addHistory,
  deleteSomeRequests,
  saveBattle,
  saveAlerts,
} as const satisfies Readonly<Record<string, (db: WriteDb, input: never) => unknown>>

type Writes = typeof writes
export type WriteName = keyof Writes
export type WriteInput<N extends WriteName> = Parameters<Writes[N]>[1]
export type WriteResult<N extends WriteName> = ReturnType<Writes[N]>

/** A write as it is sent. */
export interface WriteOrder {
  readonly name: WriteName
  readonly input: unknown
}

export function carriedOut(db: WriteDb, { name, input }: WriteOrder): unknown {
  // Sound: the write queue makes orders of a name and its own input alone.
  return (writes[name] as (db: WriteDb, input: unknown) => unknown)(db, input)
}
