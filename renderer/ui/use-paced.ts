import { startTransition, useEffect, useState } from 'react'
import { Pacer } from './pacer.ts'

/** What grows, drawn again only so long after it was drawn last. The newest always comes, if late. */
export function usePaced<T>(newest: T, pauseOf: (drawn: T) => number): T {
  const [drawn, setDrawn] = useState(newest)
  const [pacer] = useState(
    () => new Pacer(newest, value => startTransition(() => setDrawn(() => value)), pauseOf),
  )

  useEffect(() => pacer.wasDrawn(drawn), [pacer, drawn])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was offered meanwhile waits for what is drawn now
  useEffect(() => pacer.offer(newest), [pacer, newest, drawn])
  useEffect(() => () => pacer.close(), [pacer])

  return drawn
}
