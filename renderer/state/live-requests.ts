import { useEffect, useState } from 'react'
import { useWindowState } from './use-window-state.ts'

/** A request that is under way. */
export interface LiveRequest {
  readonly requestId: string
  readonly at: number
  readonly appId: string
  readonly model: string | null
  readonly workerId: string | null
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
      readonly attempt: number
    }
  | { readonly type: 'request.over'; readonly request: { readonly requestId: string } }

type Live = ReadonlyMap<string, LiveRequest>

export function withChange(live: Live, change: LiveChange): Live {
  switch (change.type) {
    case 'request.began': {
      const { requestId } = change.request
      return new Map(live).set(requestId, { ...change.request, workerId: null, attempts: 0 })
    }
    case 'request.attempt': {
      const known = live.get(change.requestId)
      if (!known) return live
      const { workerId, attempt } = change
      return new Map(live).set(change.requestId, { ...known, workerId, attempts: attempt })
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

/** Those under way, the newest first, since this was drawn; `onOver` hears when some are over. */
export function useLiveRequests(onOver: () => void): readonly LiveRequest[] {
  const { onChanges } = useWindowState()
  const [live, setLive] = useState<Live>(new Map())

  useEffect(
    () =>
      onChanges(changes => {
        if (changes.some(change => change.type === 'root')) setLive(new Map())
        const told = changes.flatMap(change => asLive(change) ?? [])
        if (told.length === 0) return
        setLive(before => told.reduce(withChange, before))
        if (told.some(({ type }) => type === 'request.over')) onOver()
      }),
    [onChanges, onOver],
  )
  return [...live.values()].sort((a, b) => b.at - a.at)
}
