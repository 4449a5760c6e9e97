import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { CallApi } from '../../state/api.ts'
import { useCallApi } from '../../state/use-api.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { type Traffic, type TrafficSeen, trafficOf } from './traffic.ts'

/** Picks one small thing of what goes through; it is told once a second. */
export function useTraffic<T>(select: (seen: TrafficSeen) => T): T {
  return useStore(trafficOf(useWindowState()).store, useShallow(select))
}

/** Requests a second, as the graph says it too. */
export function useRequestRate(): number {
  const traffic = trafficOf(useWindowState())
  useEffect(() => traffic.follow(), [traffic])
  return useTraffic(({ rate }) => rate)
}

/** Keeps the figures going while they are shown, and reads once what came before. */
export function useTrafficFollowed(): void {
  const state = useWindowState()
  const api = useCallApi()
  const traffic = trafficOf(state)
  useEffect(() => {
    const end = new AbortController()
    const stop = traffic.follow()
    const forget = () => document.hidden && traffic.forgetGoing()
    document.addEventListener('visibilitychange', forget)
    // Without the past the strip begins now, and says so.
    if (!traffic.knowsPast) void readPast(api, traffic, end.signal).catch(() => {})
    return () => {
      end.abort()
      stop()
      document.removeEventListener('visibilitychange', forget)
    }
  }, [api, traffic])
}

/** The last hour, minute by minute, as the root node counted it. */
async function readPast(api: CallApi, traffic: Traffic, signal: AbortSignal): Promise<void> {
  const query = { most: 50, step: 60 } as const
  const read = (by: 'app' | 'provider') =>
    api('getMetricsSeries', { query: { ...query, by } }, signal)
  traffic.addPast(await read('app'))
  traffic.addPastOfProviders(await read('provider'))
}
