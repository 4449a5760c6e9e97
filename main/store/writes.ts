import type { Actor } from '../base/actor.ts'
import { replaceHeldAlerts, saveAlerts } from './alerts.ts'
import { deleteApp, saveApp } from './apps.ts'
import { type AuditNote, insertAudit } from './audit.ts'
import { auditedWrites } from './audited-writes.ts'
import { saveBattle } from './battles.ts'
import type { ReadDb, WriteDb } from './connection.ts'
import { deleteCoolifyAccount, saveCoolifyAccount } from './coolify-accounts.ts'
import { deleteDeployments, saveDeployment } from './deployments.ts'
import { addEvents } from './events.ts'
import { addHistory } from './history.ts'
import { deleteHost, saveHost, saveHostSecrets } from './hosts.ts'
import { saveIdleHour } from './idle-hours.ts'
import { deleteChoice, deleteNode, saveChoice, saveNode } from './nodes.ts'
import { replacePrices } from './prices.ts'
import { deleteSomeRequests } from './requests.ts'
import { changeSession, deleteSession, insertTurn } from './sessions.ts'
import { deleteSecret, deleteSetting, replaceSecret, saveSecret, saveSetting } from './settings.ts'
import { bringTurnsBack } from './turns-aside.ts'
import { deleteWorker, saveWorker } from './workers.ts'

/** Every write of the root node, by its name: a name can be sent to another thread, a function cannot. */
export const writes = {
  insertTurn,
  bringTurnsBack,
  changeSession,
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
  replaceHeldAlerts,
  noteInAudit: (_: WriteDb, __: AuditNote) => {},
  saveNode,
  deleteNode,
  saveChoice,
  deleteChoice,
  addEvents,
  saveDeployment,
  deleteDeployments,
  saveHost,
  saveHostSecrets,
  deleteHost,
  saveCoolifyAccount,
  deleteCoolifyAccount,
  saveIdleHour,
} as const satisfies Readonly<Record<string, (db: WriteDb, input: never) => unknown>>

/** A write that only tells, and those that are told of. */
const auditors = {
  ...auditedWrites,
  noteInAudit: (_: ReadDb, note: AuditNote) => note,
} as const satisfies {
  readonly [N in WriteName]?: (db: ReadDb, input: WriteInput<N>) => AuditNote | null
}

type Writes = typeof writes
export type WriteName = keyof Writes
export type WriteInput<N extends WriteName> = Parameters<Writes[N]>[1]
export type WriteResult<N extends WriteName> = ReturnType<Writes[N]>

/** A write as it is sent. */
export interface WriteOrder {
  readonly name: WriteName
  readonly input: unknown
  /** Who is named in the audit log. */
  readonly actor: Actor
}

export function isAudited(name: WriteName): boolean {
  return auditorOf(name) !== undefined
}

export function carriedOut(db: WriteDb, { name, input, actor }: WriteOrder): unknown {
  const note = auditorOf(name)?.(db, input) ?? null
  // Sound: the write queue makes orders of a name and its own input alone.
  const result = (writes[name] as (db: WriteDb, input: unknown) => unknown)(db, input)
  if (note) insertAudit(db, actor, note)
  return result
}

type Auditor = (db: ReadDb, input: unknown) => AuditNote | null

/** Sound: each auditor takes the input of the write that it is named for. */
function auditorOf(name: WriteName): Auditor | undefined {
  return (auditors as Partial<Record<WriteName, unknown>>)[name] as Auditor | undefined
}
