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

function parsed(text: string | null): AuditVerified | null {
  try {
    return AuditVerified.safeParse(JSON.parse(text ?? 'null')).data ?? null
  } catch {
    return null
  }
}
