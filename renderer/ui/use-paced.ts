import { startTransition, useEffect, useRef, useState } from 'react'

/**
 * What grows, drawn again only `pauseMs` after it was drawn last: where that takes long, the rest of the window
 * gets its turn in between. The newest always comes, if late.
 */
export function usePaced<T>(newest: T, pauseOf: (drawn: T) => number): T {
  const [drawn, setDrawn] = useState(newest)
  const drawnAt = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: it notes when this one was drawn
  useEffect(() => {
    drawnAt.current = performance.now()
  }, [drawn])

  useEffect(() => {
    if (newest === drawn) return
    const draw = () => startTransition(() => setDrawn(newest))
    const waitMs = drawnAt.current + pauseOf(drawn) - performance.now()
    if (waitMs <= 0) {
      draw()
      return
    }
    const timer = setTimeout(draw, waitMs)
    return () => clearTimeout(timer)
  }, [newest, drawn, pauseOf])

  return drawn
}
