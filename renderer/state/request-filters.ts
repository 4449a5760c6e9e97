import { createStore } from 'zustand/vanilla'
import type { QueryOf } from '#contract/http/operations'

export type RequestFilters = Pick<
  QueryOf<'listRequests'>,
  'app' | 'model' | 'worker' | 'provider' | 'outcome' | 'search'
>

/** What the list of requests is narrowed down to, for as long as the window is open. */
export const requestFilters = createStore<{ readonly filters: RequestFilters }>(() => ({
  filters: {},
}))

/** Empty takes a filter away. */
export function setRequestFilter(name: keyof RequestFilters, value: string): void {
  requestFilters.setState(({ filters }) => {
    const { [name]: _, ...others } = filters
    // Sound: the choices of each filter are its own values.
    return { filters: value === '' ? others : ({ ...others, [name]: value } as RequestFilters) }
  })
}

export function clearRequestFilters(): void {
  requestFilters.setState({ filters: {} })
}
