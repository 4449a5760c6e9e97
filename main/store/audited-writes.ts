import { isAddressSetting } from '#contract/model/masked-address'
import type { NodeRecord, SavedChoice } from '#contract/model/node'
import { type AppRecord, listApps } from './apps.ts'
import type { AuditNote } from './audit.ts'
import type { ReadDb } from './connection.ts'
import type { CoolifyAccountRecord } from './coolify-accounts.ts'
import { hostRemovedNote, hostSavedNote, hostSecretsNote } from './host-notes.ts'
import { listNodes } from './nodes.ts'
import type { PriceRecord } from './prices.ts'
import type { SettingRecord } from './settings.ts'
import type { WorkerRecord } from './workers.ts'

const mostModels = 50

/**
 * What the audit log says of a write, looked up just before it is carried out; null where it
 * changes nothing. A write that has no line here is not audited.
 */
export const auditedWrites = {
  saveSetting: (_: ReadDb, { name, value }: SettingRecord) =>
    noteOf('setting.saved', name, isAddressSetting(name) ? {} : { value }),
  deleteSetting: (_: ReadDb, name: string) => noteOf('setting.reset', name),
  saveSecret: (_: ReadDb, { name }: { readonly name: string }) => noteOf('secret.made', name),
  replaceSecret: (_: ReadDb, { name }: { readonly name: string }) => noteOf('secret.saved', name),
  deleteSecret: (_: ReadDb, name: string) => noteOf('secret.removed', name),
  saveWorker: (db: ReadDb, { id, name, url, key }: WorkerRecord) => {
    const action = isThere(db, 'workers', id) ? 'worker.changed' : 'worker.added'
    return noteOf(action, id, { name, url, hasKey: key !== null })
  },
  deleteWorker: (db: ReadDb, id: string) =>
    isThere(db, 'workers', id) ? noteOf('worker.removed', id) : null,
  saveNode: (db: ReadDb, { id, name, url }: NodeRecord) => {
    const isSame = listNodes(db).some(each => each.id === id && each.url === url)
    return isSame ? null : noteOf('node.registered', id, { name, url })
  },
  deleteNode: (db: ReadDb, id: string) =>
    isThere(db, 'nodes', id) ? noteOf('node.removed', id) : null,
  saveChoice: (_: ReadDb, { id, choice }: SavedChoice) => noteOf('node.changed', id, choice),
  saveApp,
  deleteApp: (db: ReadDb, id: string) =>
    isThere(db, 'apps', id) ? noteOf('app.removed', id) : null,
  replacePrices: (_: ReadDb, prices: readonly PriceRecord[]) =>
    noteOf('prices.replaced', 'prices', {
      count: prices.length,
      models: prices.slice(0, mostModels).map(({ model }) => model),
    }),
  saveCoolifyAccount: (db: ReadDb, { account }: CoolifyAccountRecord) => {
    const { id, name, url, image } = account
    const action = isThere(db, 'coolify_accounts', id) ? 'coolify.changed' : 'coolify.added'
    return noteOf(action, id, { name, url, image })
  },
  deleteCoolifyAccount: (db: ReadDb, id: string) =>
    isThere(db, 'coolify_accounts', id) ? noteOf('coolify.removed', id) : null,
  deleteSession: (db: ReadDb, id: string) =>
    isThere(db, 'sessions', id) ? noteOf('session.deleted', id) : null,
  saveHost: hostSavedNote,
  saveHostSecrets: hostSecretsNote,
  deleteHost: hostRemovedNote,
} as const satisfies Readonly<Record<string, (db: ReadDb, input: never) => AuditNote | null>>

function saveApp(db: ReadDb, { app, keyHash }: AppRecord): AuditNote | null {
  const { id, keyHint: _, createdAt: __, ...rules } = app
  const before = listApps(db).find(each => each.app.id === id)
  if (!before) return noteOf('app.added', id, rules)
  const isSameKey = keyHash === null ? before.keyHash === null : before.keyHash?.equals(keyHash)
  if (!isSameKey) return noteOf('app.key-changed', id, { name: app.name })
  const was: Readonly<Record<string, unknown>> = { ...before.app }
  const changed = Object.entries(rules).filter(
    ([name, value]) => JSON.stringify(was[name]) !== JSON.stringify(value),
  )
  return changed.length === 0 ? null : noteOf('app.changed', id, Object.fromEntries(changed))
}

function isThere(
  db: ReadDb,
  table: 'apps' | 'coolify_accounts' | 'nodes' | 'sessions' | 'workers',
  id: string,
): boolean {
  return db.prepare<[string], unknown>(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined
}

function noteOf(action: string, subject: string, detail = {}): AuditNote {
  return { action, subject, detail }
}
