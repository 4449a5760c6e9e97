import { useEffect } from 'react'
import type { ListedEvent } from '#contract/http/events'
import type { CallApi } from '../../state/api.ts'
import { useCallApi } from '../../state/use-api.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { statesAt } from './replay.ts'
import { useView, useViewStore } from './view.ts'

const pages = 20
/** The last event of a worker before the hour says how it was when the hour began. */
const readBackMs = 24 * 3_600_000

/** While a moment is replayed, finds how the workers were then. The events are read once a replay. */
export function useReplay(): void {
  const api = useCallApi()
  const { mirror } = useWindowState()
  const view = useViewStore()
  const isPast = useView(({ moment }) => moment !== null)

  useEffect(() => {
    if (!isPast) return
    const end = new AbortController()
    let events: readonly ListedEvent[] | null = null

    function show(): void {
      const { moment } = view.getState()
      const state = mirror.store.getState()
      if (moment === null || events === null || state.name !== 'live') return
      const workers = state.seen.workers.map(({ id, phase }) => ({ id, phase: phase.name }))
      view.setState({ past: statesAt(events, moment, workers) })
    }

    const stop = view.subscribe((after, before) => {
      if (after.moment !== before.moment) show()
    })
    void readEvents(api, end.signal)
      .catch(() => [])
      .then(read => {
        if (end.signal.aborted) return
        events = read
        show()
      })
    return () => {
      end.abort()
      stop()
      view.setState({ past: null })
    }
  }, [api, isPast, mirror, view])
}

async function readEvents(api: CallApi, signal: AbortSignal): Promise<readonly ListedEvent[]> {
  const since = new Date(Date.now() - readBackMs).toISOString()
  const events: ListedEvent[] = []
  let after = 0
  for (let page = 0; page < pages; page++) {
    const answer = await api('listEvents', { query: { since, after, limit: 200 } }, signal)
    events.push(...answer.events)
    if (answer.next_after === null) break
    after = answer.next_after
  }
  return events
}
