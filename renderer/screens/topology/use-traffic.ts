import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { CallApi } from '../../state/api.ts'
import { useCallApi } from '../../state/use-api.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { type Traffic, type TrafficSeen, trafficOf } from './traffic.ts'

const hourMs = 3_600_000
const pages = 5

/** Picks one small thing of what goes through; it is told once a second. */
export function useTraffic<T>(select: (seen: TrafficSeen) => T): T {
  return useStore(trafficOf(useWindowState()).store, useShallow(select))
}

/** Keeps the figures going while they are shown, and reads once what came before. */
export function useTrafficFollowed(): void {
  const state = useWindowState()
  const api = useCallApi()
  const traffic = trafficOf(state)
  useEffect(() => {
    const end = new AbortController()
    const timer = setInterval(() => traffic.publish(), 1_000)
    const forget = () => document.hidden && traffic.forgetGoing()
    document.addEventListener('visibilitychange', forget)
    // Without the past the strip begins now, and says so.
    if (!traffic.knowsPast) void readPast(api, traffic, end.signal).catch(() => {})
    return () => {
      end.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', forget)
    }
  }, [api, traffic])
}

/** The last hour, as far as a few pages of the history reach. */
async function readPast(api: CallApi, traffic: Traffic, signal: AbortSignal): Promise<void> {
  const hourAgo = Date.now() - hourMs
  const entries = []
  let cursor: string | undefined
  let from = Date.now()
  for (let page = 0; page < pages; page++) {
    const query = cursor === undefined ? { limit: 200 } : { limit: 200, cursor }
    const { requests, next_cursor } = await api('listRequests', { query }, signal)
    entries.push(...requests)
    from = requests.reduce((oldest, { at }) => Math.min(oldest, Date.parse(at)), from)
    if (next_cursor === null) from = Math.min(from, hourAgo)
    if (next_cursor === null || from <= hourAgo) break
    cursor = next_cursor
  }
  traffic.addPast(
    entries.filter(({ at }) => Date.parse(at) > hourAgo),
    from,
  )
}
