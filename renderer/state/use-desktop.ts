import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { DesktopView } from '#contract/model/desktop'
import { useWindowState } from './use-window-state.ts'

const queryKey = ['desktop']

/** How the app lives on this desktop; null until it is known. */
export function useDesktop(): DesktopView | null {
  const { ask, onChanges } = useWindowState()
  const client = useQueryClient()
  const { data } = useQuery<DesktopView | null>({
    queryKey,
    queryFn: () => ask('desktop.read', null),
  })
  useEffect(
    () =>
      onChanges(changes => {
        const last = changes.findLast(change => change.type === 'desktop')
        if (last?.type === 'desktop') client.setQueryData(queryKey, last.desktop)
      }),
    [client, onChanges],
  )
  return data ?? null
}
