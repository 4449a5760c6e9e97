import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { StoreApi } from 'zustand/vanilla'
import type { ChatState } from './chat.ts'
import type { Seen } from './mirror.ts'
import type { Preferences } from './preferences.ts'
import type { WindowState } from './window-state.ts'

interface Context {
  readonly state: WindowState
  readonly preferences: StoreApi<Preferences>
}

const WindowContext = createContext<Context | null>(null)

export const WindowProvider = WindowContext.Provider

function useWindowContext(): Context {
  const context = useContext(WindowContext)
  if (!context) throw new Error('drawn outside of the window')
  return context
}

export function useWindowState(): WindowState {
  return useWindowContext().state
}

/** Picks one small thing of the root; the screens are drawn only once the root was seen. */
export function useSeen<T>(select: (seen: Seen) => T): T {
  return useStore(
    useWindowState().mirror.store,
    useShallow(state => {
      if (state.name !== 'live') throw new Error('drawn before the root was seen')
      return select(state.seen)
    }),
  )
}

export function useChat<T>(select: (state: ChatState) => T): T {
  return useStore(useWindowState().chat.store, useShallow(select))
}

export function usePreferences(): readonly [Preferences, StoreApi<Preferences>['setState']] {
  const { preferences } = useWindowContext()
  return [useStore(preferences), preferences.setState]
}
