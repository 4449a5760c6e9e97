import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { AuditNote } from './audit.ts'
import type { ReadDb } from './connection.ts'
import { findHost, type HostRecord, type SealedHostSecrets } from './hosts.ts'

/** What the root node sees of a host by itself is not done by anybody. */
const seen: ReadonlySet<string> = new Set(['verdict', 'trust'] satisfies (keyof Host)[])

/** What the audit log says when a host is saved; a key that is trusted, or not the one that was, goes first. */
export function hostSavedNote(db: ReadDb, { host, secrets }: HostRecord): AuditNote | null {
  const before = findHost(db, host.id)
  const holds = secrets ? { secrets: secrets.holds } : {}
  if (!before) {
    const { name, address, port, user, auth, jump, trust } = host
    const pinned = trust.name === 'pinned' ? { trusted: trust.key.fingerprint } : {}
    const detail = { name, address, port, user, auth, jump, ...pinned, ...holds }
    return { action: 'host.added', subject: host.id, detail }
  }
  const changed = changedFields(before, host)
  return trustNote(before, host, changed) ?? changeNote(host, { ...changed, ...holds })
}

export function hostRemovedNote(db: ReadDb, id: HostId): AuditNote | null {
  const host = findHost(db, id)
  if (!host) return null
  const { name, address, port } = host
  return { action: 'host.removed', subject: id, detail: { name, address, port } }
}

/** By the names of the secrets alone. */
export function hostSecretsNote(_: ReadDb, { hostId, holds }: SealedHostSecrets): AuditNote {
  return { action: 'host.secrets-saved', subject: hostId, detail: { secrets: holds } }
}

function trustNote(before: Host, { id, name, trust }: Host, changed: object): AuditNote | null {
  const known = pinnedKey(before)
  if (
    trust.name === 'pinned' &&
    (before.trust.name !== 'pinned' || known !== trust.key.fingerprint)
  ) {
    const { key, because } = trust
    const instead = known === null || known === key.fingerprint ? {} : { insteadOf: known }
    const detail = { name, fingerprint: key.fingerprint, because, ...instead, ...changed }
    return { action: 'host.trusted', subject: id, detail }
  }
  if (trust.name === 'changed' && before.trust.name !== 'changed') {
    const { pinned, offered } = trust
    const detail = { name, pinned: pinned.fingerprint, offered: offered.fingerprint, ...changed }
    return { action: 'host.key-changed', subject: id, detail }
  }
  return null
}

function changeNote(host: Host, changed: object): AuditNote | null {
  if (Object.keys(changed).length === 0) return null
  return { action: 'host.changed', subject: host.id, detail: { name: host.name, ...changed } }
}

function changedFields(before: Host, after: Host): Readonly<Record<string, unknown>> {
  const was: Readonly<Record<string, unknown>> = { ...before }
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => !seen.has(name) && JSON.stringify(was[name]) !== JSON.stringify(value),
    ),
  )
}

function pinnedKey({ trust }: Host): string | null {
  if (trust.name === 'pinned') return trust.key.fingerprint
  return trust.name === 'changed' ? trust.pinned.fingerprint : null
}
