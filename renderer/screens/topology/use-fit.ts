import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useMedia } from '../../ui/use-media.ts'
import type { GraphNode } from './graph-nodes.ts'
import { nodeId } from './layout.ts'
import { useView } from './view.ts'

const fit = {
  padding: { top: '56px', right: '24px', bottom: '24px', left: '24px' },
  maxZoom: 1,
  minZoom: 0.2,
} as const
export const firstFit = fit

/** What lies over the graph, which is not to cover anything of it. */
export interface Covered {
  /** Whether buttons stand over its top. */
  readonly isTop: boolean
  /** Whether the small map stands over its end. */
  readonly hasMap: boolean
}

function fitBeside({ isTop, hasMap }: Covered) {
  const top = isTop ? '56px' : '16px'
  const bottom = hasMap ? '184px' : isTop ? '24px' : '56px'
  return { ...fit, padding: { ...fit.padding, top, bottom } } as const
}

/** As wide as the panel where it lies over the graph, and a little room. */
const sheetWidth = 360 + 24
const takesMs = 160

/** Keeps in sight what matters: everything, the group just opened, or beside the panel what is selected. */
export function useFit(count: number, selected: string | null, covered: Covered) {
  const flow = useReactFlow<GraphNode>()
  const width = useStore(state => state.width)
  const height = useStore(state => state.height)
  const opened = useView(view => view.opened)
  const isSheet = useMedia('(width < 1100px)')
  const isStill = useMedia('(prefers-reduced-motion: reduce)')
  const hasMoved = useRef(false)
  const wasFitted = useRef(false)
  const wasOpened = useRef(opened)
  const focus = useRef<string | null>(null)
  const isAside = useRef(false)
  const isReady = count > 0 && width > 0 && height > 0
  const duration = isStill ? 0 : takesMs

  function fitNow(): void {
    hasMoved.current = false
    isAside.current = false
    const nodes = focus.current === null ? {} : { nodes: [{ id: focus.current }] }
    void flow.fitView({
      ...fitBeside(covered),
      ...nodes,
      duration: wasFitted.current ? duration : 0,
    })
    wasFitted.current = true
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is fitted anew when room or things change
  useEffect(() => {
    if (!isReady) return
    const isNew = opened !== wasOpened.current
    if (isNew) {
      const key = [...opened].find(each => !wasOpened.current.has(each))
      focus.current = key === undefined ? null : nodeId.group(key)
      wasOpened.current = opened
    }
    if (isNew || !hasMoved.current) fitNow()
  }, [flow, isReady, count, width, height, covered.hasMap])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection moves the graph
  useEffect(() => {
    if (!isReady) return
    if (selected === null || !isSheet) {
      if (isAside.current) fitNow()
      return
    }
    const node = flow.getInternalNode(selected)
    if (!node) return
    const { x, zoom } = flow.getViewport()
    const right = (node.internals.positionAbsolute.x + (node.width ?? 0)) * zoom + x
    const hidden = right - (width - sheetWidth)
    if (hidden <= 0) return
    isAside.current = true
    void flow.setViewport({ ...flow.getViewport(), x: x - hidden }, { duration })
  }, [selected, isSheet, isReady])

  return {
    fitAll() {
      focus.current = null
      fitNow()
    },
    moved() {
      hasMoved.current = true
      isAside.current = false
    },
  }
}
