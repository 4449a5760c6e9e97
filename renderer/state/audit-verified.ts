import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'

const AuditVerified = z.strictObject({ at: z.number(), isSound: z.boolean() })

/** When this window had the audit log checked last, and what came of it. */
export type AuditVerified = z.infer<typeof AuditVerified>

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const key = 'banyan.audit-verified'

export function openAuditVerified(shelf: Shelf): StoreApi<{ readonly last: AuditVerified | null }> {
  const store = createStore<{ readonly last: AuditVerified | null }>(() => ({
    last: parsed(shelf.getItem(key)),
  }))
  store.subscribe(({ last }) => shelf.setItem(key, JSON.stringify(last)))
  return store
}

/** The one of this window: the check-list, the audit log and the palette tell it the same. */
let ofWindow: ReturnType<typeof openAuditVerified> | null = null

export function auditVerified(): ReturnType<typeof openAuditVerified> {
  ofWindow ??= openAuditVerified(window.localStorage)
  return ofWindow
}

export function rememberAudit(isSound: boolean): void {
  auditVerified().setState({ last: { at: Date.now(), isSound } })
}

function parsed(text: string | null): AuditVerified | null {
  try {
    return AuditVerified.safeParse(JSON.parse(text ?? 'null')).data ?? null
  } catch {
    return null
  }
}
