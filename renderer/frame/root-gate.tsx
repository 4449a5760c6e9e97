import type { ReactNode } from 'react'
import { rootState } from '../state/fleet.ts'
import { useSeen } from '../state/use-window-state.ts'
import { RootDown } from './root-down.tsx'

/** What is behind it is drawn while the root node is up; else why it is not, and the ways to get it up. */
export function RootGate({ children }: { readonly children: ReactNode }) {
  const root = useSeen(rootState)
  if (root.name === 'stopped' || root.name === 'failed') return <RootDown root={root} />
  return children
}
