import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { useWindowState } from './use-window-state.ts'

/** A request that is under way. */
export interface LiveRequest {
  readonly requestId: string
  readonly at: number
  readonly appId: string
  readonly model: string | null
  readonly workerId: string | null
  /** As the worker was asked; null: any. */
  readonly asked: string | null
  readonly attempts: number
}

/** What the root node tells of requests that are under way. */
type LiveChange =
  | {
      readonly type: 'request.began'
      readonly request: Pick<LiveRequest, 'requestId' | 'at' | 'appId' | 'model'>
    }
  | {
      readonly type: 'request.attempt'
      readonly requestId: string
      readonly workerId: string
      readonly model: string | null
      readonly attempt: number
    }
  | { readonly type: 'request.over'; readonly request: { readonly requestId: string } }

type Live = ReadonlyMap<string, LiveRequest>

export function withChange(live: Live, change: LiveChange): Live {
  switch (change.type) {
    case 'request.began': {
      const { requestId } = change.request
      const nowhere = { workerId: null, asked: null, attempts: 0 }
      return new Map(live).set(requestId, { ...change.request, ...nowhere })
    }
    case 'request.attempt': {
      const known = live.get(change.requestId)
      if (!known) return live
      const { requestId, workerId, attempt, model } = change
      return new Map(live).set(requestId, { ...known, workerId, asked: model, attempts: attempt })
    }
    case 'request.over': {
      if (!live.has(change.request.requestId)) return live
      const left = new Map(live)
      left.delete(change.request.requestId)
      return left
    }
  }
}

/** Sound: the literal tells these changes from all others. */
function asLive(change: { readonly type: string }): LiveChange | null {
  return /^request\.(began|attempt|over)$/.test(change.type) ? (change as LiveChange) : null
}

const store = createStore<{ readonly live: Live }>(() => ({ live: new Map() }))

/** Follows what the root node tells, for as long as it is drawn: once, in the frame. */
export function useLiveFeed(): void {
  const { onChanges } = useWindowState()
  useEffect(
    () =>
      onChanges(changes => {
        const told = changes.flatMap(change => asLive(change) ?? [])
        const isAnew = changes.some(change => change.type === 'root')
        if (told.length === 0 && !isAnew) return
        store.setState(({ live }) => ({
          live: told.reduce(withChange, isAnew ? new Map() : live),
        }))
      }),
    [onChanges],
  )
}

/** Those under way, the newest first; `onOver` hears when some are over. */
export function useLiveRequests(onOver: () => void): readonly LiveRequest[] {
  const { onChanges } = useWindowState()
  const { live } = useStore(store)
  useEffect(
    () =>
      onChanges(changes => {
        if (changes.some(change => asLive(change)?.type === 'request.over')) onOver()
      }),
    [onChanges, onOver],
  )
  return [...live.values()].sort((a, b) => b.at - a.at)
}
