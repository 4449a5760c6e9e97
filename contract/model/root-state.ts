import type { Fault } from '../fault.ts'

/** The root node as the window and the tray see it. */
export type RootState =
  | { readonly name: 'stopped' }
  | { readonly name: 'starting' }
  | { readonly name: 'running'; readonly address: string; readonly since: number }
  | { readonly name: 'stopping'; readonly inFlight: number }
  | { readonly name: 'failed'; readonly fault: Fault }
