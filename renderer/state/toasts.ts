import { createContext, useContext } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** Something that was done, told in passing; what can be taken back carries how. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'wrong'
  readonly undo: (() => Promise<unknown>) | null
}

const mostShown = 4

/** What the window tells in passing, the oldest first. */
export class Toasts {
  readonly store: StoreApi<{ readonly toasts: readonly Toast[] }> = createStore(() => ({
    toasts: [],
  }))
  #last = 0

  say(text: string, undo: Toast['undo'] = null): void {
    this.#add({ text, tone: 'plain', undo })
  }

  warn(text: string): void {
    this.#add({ text, tone: 'wrong', undo: null })
  }

  remove(id: number): void {
    this.store.setState(({ toasts }) => ({ toasts: toasts.filter(toast => toast.id !== id) }))
  }

  #add(toast: Omit<Toast, 'id'>): void {
    const added = { ...toast, id: ++this.#last }
    this.store.setState(({ toasts }) => ({ toasts: [...toasts, added].slice(-mostShown) }))
  }
}

const ToastsContext = createContext<Toasts | null>(null)

export const ToastsProvider = ToastsContext.Provider

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext)
  if (!toasts) throw new Error('drawn outside of the window')
  return toasts
}
