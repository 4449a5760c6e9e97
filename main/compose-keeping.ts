import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FaultError } from '#contract/fault'
import type { RootState } from '#contract/model/root-state'
import { AuditTrail } from './audit/audit-trail.ts'
import { RefusalNotes } from './audit/refusal-notes.ts'
import { BackupFolder } from './backups/backup-folder.ts'
import { BackupSchedule } from './backups/backup-schedule.ts'
import { Backups, newestSound } from './backups/backups.ts'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import { version } from './base/version.ts'
import type { OwnerRefusal } from './gateway/gateway.ts'
import type { Route } from './gateway/route.ts'
import { audit } from './gateway/routes/audit.ts'
import { backups as backupRoutes } from './gateway/routes/backups.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'
import type { Sealer } from './settings/sealer.ts'
import { auditShelf } from './store/audit-shelf.ts'
import {
  isMarkedDamaged,
  markDamaged,
  preparedPath,
  setAside,
  takePrepared,
  unreplaced,
} from './store/database-files.ts'
import { Keeping } from './store/keeping.ts'
import { type OpenDatabase, openDatabase } from './store/open-database.ts'

export const databasePath = (folder: string) => join(folder, 'banyan.db')
export const keptHeadPath = (folder: string) => join(folder, 'audit-head')
const backupFolder = (folder: string) => new BackupFolder(join(folder, 'backups'))

/** A start waits no longer than this for the check of a large database; the check goes on. */
const checkWithinMs = 1_500

export interface KeepingPlace {
  /** The data folder. */
  readonly folder: string
  /** The folder of the built programs. */
  readonly programs: string
  readonly nativeBinding: string | undefined
  /** Whether a damaged database that was put aside may be followed by an empty one. */
  readonly mayStartEmpty: boolean
  readonly log: Log
}

/** The open database, and what put it there. */
export interface KeptDatabase {
  readonly database: OpenDatabase
  readonly keeping: Keeping
  /** Of a restore that this start took; null without one. */
  readonly restored: { readonly wayBack: string | null } | null
}

/** Opens the database when it is sound. One that is not is put aside, and the start ends with what can be done. */
export async function openKept(place: KeepingPlace, cleanup: Cleanup): Promise<KeptDatabase> {
  const { folder, programs, nativeBinding, log } = place
  const path = databasePath(folder)
  const keeping = new Keeping({ threadPath: join(programs, 'keeping-thread.mjs'), nativeBinding })

  const wayBack = backupFolder(folder).newPath(Date.now(), '-before-restore')
  const restored = takePrepared({ path, nativeBinding }, wayBack)
  if (restored) log.warn('backup restored', { wayBack: restored.wayBack })
  const aside = place.mayStartEmpty ? null : unreplaced(path)
  if (aside) throw await damaged(aside, folder, keeping)
  if ((await stateAtStart(path, keeping, log)) === 'damaged') {
    const found = setAside(path, Date.now())
    log.error('database damaged and put aside', { aside: found })
    throw await damaged(found, folder, keeping)
  }
  const writeThread = join(programs, 'write-thread.mjs')
  const database = await openDatabase({ path, nativeBinding, writeThread, log })
  cleanup.defer(() => database.close())
  cleanup.defer(() => keeping.close())
  return { database, keeping, restored }
}

/** Makes a backup ready that the next start takes; FaultError when it is no good. */
export async function prepareRestore(
  file: string,
  { folder, programs, nativeBinding }: Pick<KeepingPlace, 'folder' | 'programs' | 'nativeBinding'>,
): Promise<void> {
  const path = resolve(file)
  if (!existsSync(path)) throw new FaultError({ code: 'backup.unknown', backup: file })
  const keeping = new Keeping({ threadPath: join(programs, 'keeping-thread.mjs'), nativeBinding })
  const state = await keeping.check(path)
  if (state !== 'sound') throw new FaultError({ code: 'backup.unusable', backup: file, state })
  await keeping.copy(path, preparedPath(databasePath(folder)))
}

export interface KeepingParts extends KeptDatabase {
  readonly folder: string
  readonly sealer: Sealer
  readonly settings: () => Pick<ResolvedSettings, 'backupIntervalHours' | 'backupKeep'>
  /** Closes everything and starts anew. */
  readonly restart: () => void
  readonly log: Log
}

/** What the rest needs of the audit log and the backups. */
export interface KeepingPower {
  readonly routes: readonly Route[]
  /** The computer was asleep: a backup may be due. */
  readonly wake: () => void
  /** Into the audit log; resolves when it is on disk, or cannot be. */
  readonly note: (
    action: string,
    subject: string,
    detail: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>
  /** Resolves when it is on disk. */
  readonly noteStart: (address: string) => Promise<unknown>
  /** Of every change, what is an end of the root node. */
  readonly noteEnd: (state: RootState) => void
  /** With the app whose key was sent. */
  readonly hearRefusal: (refusal: OwnerRefusal, appId: string | null) => void
}

/** Joins what is kept of everything: who did what, and copies of it all. */
export async function composeKeeping(
  { database, keeping, restored, folder, sealer, settings, restart, log }: KeepingParts,
  cleanup: Cleanup,
): Promise<KeepingPower> {
  const trail = await AuditTrail.open(
    { shelf: auditShelf(database), headPath: keptHeadPath(folder), sealer, log },
    restored,
  )
  cleanup.defer(() => trail.close())
  const path = databasePath(folder)
  const backups = new Backups({
    folder: backupFolder(folder),
    shelf: {
      copyTo: (to, onShare, signal) => keeping.copy(path, to, onShare, signal),
      check: from => keeping.check(from),
      prepare: from => keeping.copy(from, preparedPath(path)),
    },
    keep: () => settings().backupKeep,
    note: (action, subject, detail) => trail.note(action, subject, detail),
    log,
  })
  const intervalHours = () => settings().backupIntervalHours
  const schedule = new BackupSchedule({ backups, intervalHours, log })
  schedule.start()
  cleanup.defer(() => schedule.stop())

  const refusals = new RefusalNotes((...note) => trail.note(...note))
  return {
    note: (action, subject, detail) => trail.note(action, subject, detail),
    wake: () => void schedule.look(),
    noteStart: address => noteStart(trail, address),
    noteEnd: state => noteEnd(trail, state),
    hearRefusal({ fault, route, request }, appId) {
      const from = request.socket.remoteAddress ?? null
      refusals.add({ fault, method: route.method, route: route.path, from, appId })
    },
    routes: [
      ...audit(trail),
      ...backupRoutes({
        get running() {
          return backups.running
        },
        get failedAt() {
          return backups.failedAt
        },
        list: () => backups.list(),
        make: () => backups.make(),
        cancel: () => backups.cancel(),
        remove: id => backups.remove(id),
        prepare: id => backups.prepare(id),
        restart,
      }),
    ],
  }
}

function noteStart(trail: AuditTrail, address: string): Promise<unknown> {
  const wasStopped = trail.last('root.started', 'root.stopped')?.action !== 'root.started'
  return trail.note('root.started', address, { version, wasStopped })
}

function noteEnd(trail: AuditTrail, state: RootState): void {
  if (state.name === 'stopped') void trail.note('root.stopped', 'root')
  if (state.name === 'failed') void trail.note('root.failed', 'root', { fault: state.fault.code })
}

async function stateAtStart(
  path: string,
  keeping: Keeping,
  log: Log,
): Promise<'sound' | 'damaged' | 'newer'> {
  if (isMarkedDamaged(path)) return 'damaged'
  // An empty file is what a first start leaves when it is cut off.
  if (!existsSync(path) || statSync(path).size === 0) return 'sound'
  const checked = keeping.check(path).catch(cause => {
    log.warn('database not checked', { cause })
    return 'sound' as const
  })
  const state = await Promise.race([checked, after(checkWithinMs)])
  if (state !== null) return state
  log.warn('the database is large: its check goes on while it is used')
  void checked.then(found => {
    if (found !== 'damaged') return
    log.error('database damaged: the next start puts it aside')
    markDamaged(path)
  })
  return 'sound'
}

function after(ms: number): Promise<null> {
  return new Promise(done => setTimeout(() => done(null), ms).unref())
}

async function damaged(aside: string, folder: string, keeping: Keeping): Promise<FaultError> {
  const backups = backupFolder(folder)
  const newest = await newestSound(backups, path => keeping.check(path))
  const backup = newest && backups.pathOf(newest.id)
  return new FaultError({ code: 'database.damaged', aside, backup })
}
