import { useEffect, useState } from 'react'
import { answersOf, rateOf, type Sample, withSample } from './request-rate.ts'
import { useWindowState } from './use-window-state.ts'

/** Answers a second, looked at once a second; null at first. */
export function useRequestRate(): number | null {
  const { store } = useWindowState().mirror
  const [rate, setRate] = useState<number | null>(null)
  useEffect(() => {
    let samples: readonly Sample[] = []
    const look = () => {
      const state = store.getState()
      if (state.name !== 'live') return
      const total = answersOf(state.seen.workers)
      samples = withSample(samples, { at: Date.now(), total })
      setRate(rateOf(samples))
    }
    look()
    const timer = setInterval(look, 1_000)
    return () => clearInterval(timer)
  }, [store])
  return rate
}
