import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { isFresh } from './is-fresh.ts'
import type { MirrorState } from './mirror.ts'

/** What can stand over the screens, or instead of them. */
export const overlayNames = ['first-run', 'point-app', 'add-worker', 'palette', 'keys'] as const
export type OverlayName = (typeof overlayNames)[number]

interface OverlayState {
  readonly open: OverlayName | null
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const firstRunKey = 'banyan.first-run'

/** Which of them is open: one at most. The first run opens by itself once in the life of this window. */
export class Overlays {
  readonly store: StoreApi<OverlayState> = createStore(() => ({ open: null }))
  readonly #shelf: Shelf

  constructor(shelf: Shelf) {
    this.#shelf = shelf
  }

  open(name: OverlayName): void {
    this.store.setState({ open: name })
  }

  close(): void {
    if (this.store.getState().open === 'first-run') this.#shelf.setItem(firstRunKey, 'over')
    this.store.setState({ open: null })
  }

  /** Looks once, as soon as the root was seen, whether anything was chosen yet. */
  welcome(mirror: StoreApi<MirrorState>): void {
    if (this.#shelf.getItem(firstRunKey) !== null) return
    const stop = mirror.subscribe(state => {
      if (state.name !== 'live') return
      stop()
      if (isFresh(state.seen)) this.open('first-run')
    })
  }
}

const OverlaysContext = createContext<Overlays | null>(null)

export const OverlaysProvider = OverlaysContext.Provider

export function useOverlays(): Overlays {
  const overlays = useContext(OverlaysContext)
  if (!overlays) throw new Error('drawn outside of the window')
  return overlays
}

export function useOverlay(): OverlayName | null {
  return useStore(useOverlays().store, state => state.open)
}
