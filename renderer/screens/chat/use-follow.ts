import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

interface Follow {
  readonly place: RefObject<HTMLDivElement | null>
  readonly isFollowing: boolean
  readonly onScroll: () => void
  readonly toLatest: () => void
}

/** How far from the end still counts as reading along. */
const nearPixels = 48

/**
 * Keeps the end in sight while `content` grows, until the user scrolls up to read; a new turn brings
 * the end back.
 */
export function useFollow(content: unknown, turnId: string | undefined): Follow {
  const place = useRef<HTMLDivElement>(null)
  const [isFollowing, setFollowing] = useState(true)

  useEffect(() => {
    if (turnId !== undefined) setFollowing(true)
  }, [turnId])

  // biome-ignore lint/correctness/useExhaustiveDependencies: growing content is what it follows
  useLayoutEffect(() => {
    if (isFollowing) scrollToEnd(place.current)
  }, [content, isFollowing])

  // What comes late, pictures above all, makes the content longer without a change in it.
  useEffect(() => {
    const content = place.current?.firstElementChild
    if (!content || !isFollowing) return
    const observer = new ResizeObserver(() => scrollToEnd(place.current))
    observer.observe(content)
    return () => observer.disconnect()
  }, [isFollowing])

  return {
    place,
    isFollowing,
    onScroll() {
      if (!place.current) return
      const { scrollHeight, scrollTop, clientHeight } = place.current
      setFollowing(scrollHeight - scrollTop - clientHeight < nearPixels)
    },
    toLatest: () => setFollowing(true),
  }
}

function scrollToEnd(element: HTMLElement | null): void {
  if (element) element.scrollTop = element.scrollHeight
}
