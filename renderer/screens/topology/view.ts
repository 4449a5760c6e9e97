import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PastStates } from './replay.ts'

/** How one looks at the topology; it lasts as long as the screen. */
export interface View {
  readonly as: 'graph' | 'list'
  /** The moment that is replayed; null: now. */
  readonly moment: number | null
  /** How the workers were then; null while that is read. */
  readonly past: PastStates | null
  /** The groups that are drawn worker by worker though there are many. */
  readonly opened: ReadonlySet<string>
}

export function createView(as: View['as']): StoreApi<View> {
  return createStore<View>(() => ({ as, moment: null, past: null, opened: new Set() }))
}

const ViewContext = createContext<StoreApi<View> | null>(null)

export const ViewProvider = ViewContext.Provider

export function useViewStore(): StoreApi<View> {
  const store = useContext(ViewContext)
  if (!store) throw new Error('drawn outside of the topology')
  return store
}

export function useView<T>(select: (view: View) => T): T {
  return useStore(useViewStore(), select)
}

export function toggleGroup(store: StoreApi<View>, key: string): void {
  store.setState(({ opened }) => {
    const next = new Set(opened)
    if (!next.delete(key)) next.add(key)
    return { opened: next }
  })
}
