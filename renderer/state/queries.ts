import { QueryClient } from '@tanstack/react-query'
import type { Change } from '#contract/ipc/changes'
import { outdatedBy } from './outdated-by.ts'

const gatherMs = 150

/** Holds what was read over the API. The root node is never far: what fails is told at once, not tried in silence. */
export function openQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: 1_000,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/** Reads again what the changes outdate; of many in a short time, once. */
export function outdateQueries(queries: QueryClient): (changes: readonly Change[]) => void {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    timer = undefined
    for (const operation of waiting) void queries.invalidateQueries({ queryKey: [operation] })
    waiting.clear()
  }

  return changes => {
    for (const change of changes) {
      if (change.type === 'root') void queries.invalidateQueries()
      if (change.type !== 'event') continue
      for (const operation of outdatedBy(change.event.type)) waiting.add(operation)
    }
    if (waiting.size > 0 && timer === undefined) timer = setTimeout(flush, gatherMs)
  }
}
