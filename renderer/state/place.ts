import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** Where in the window one can be, each with what is selected there. */
export type Place =
  /** `part` is what is selected beside workers: `root`, `app:…`, `group:…`. */
  | { readonly screen: 'topology'; readonly workerId?: string; readonly part?: string }
  | { readonly screen: 'chat'; readonly sessionId?: string }
  | {
      readonly screen: 'hosts'
      readonly hostId?: string
      readonly deploymentId?: string
      /** `add` opens the way to a new host. */
      readonly part?: 'add'
    }
  | { readonly screen: 'requests'; readonly requestId?: string }
  | { readonly screen: 'metrics' }
  | {
      readonly screen: 'logs'
      readonly search?: string
      readonly tab?: 'audit'
      readonly lineId?: string
    }
  | { readonly screen: 'settings'; readonly section?: string }

export type ScreenName = Place['screen']

export const screenNames = [
  'topology',
  'chat',
  'hosts',
  'requests',
  'metrics',
  'logs',
  'settings',
] as const satisfies readonly ScreenName[]

const mostRemembered = 50

interface PlaceState {
  readonly place: Place
  /** Where one was before, the last at the end. */
  readonly before: readonly Place[]
}

/** Where the window is, and the way back. */
export class Places {
  readonly store: StoreApi<PlaceState> = createStore(() => ({
    place: { screen: 'topology' },
    before: [],
  }))

  go(place: Place): void {
    this.store.setState(state => ({
      place,
      before: [...state.before, state.place].slice(-mostRemembered),
    }))
  }

  /** Selects something else where one is, which is no step that one goes back. */
  select(place: Place): void {
    this.store.setState({ place })
  }

  back(): void {
    this.store.setState(state => {
      const place = state.before.at(-1)
      return place ? { place, before: state.before.slice(0, -1) } : state
    })
  }
}

const PlacesContext = createContext<Places | null>(null)

export const PlacesProvider = PlacesContext.Provider

export function usePlaces(): Places {
  const places = useContext(PlacesContext)
  if (!places) throw new Error('drawn outside of the window')
  return places
}

export function usePlace(): Place {
  return useStore(usePlaces().store, state => state.place)
}

/** Where this screen is in itself; null while another one is shown. */
export function usePlaceOf<S extends ScreenName>(screen: S): Extract<Place, { screen: S }> | null {
  const place = usePlace()
  // Sound: the literal tells the union apart.
  return place.screen === screen ? (place as Extract<Place, { screen: S }>) : null
}
