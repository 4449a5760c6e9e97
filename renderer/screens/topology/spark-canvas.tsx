import { type ReactFlowState, useStoreApi } from '@xyflow/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWindowState } from '../../state/use-window-state.ts'
import { useMedia } from '../../ui/use-media.ts'
import { drawSpark, sparkColours } from './draw-spark.ts'
import { type Layout, nodeId } from './layout.ts'
import { type Spark, Sparks } from './sparks.ts'
import { findProviderIn, isAboutRequest } from './traffic.ts'
import { pointOn, wireBetween } from './wire.ts'
import { isUnderLabel } from './wire-label.tsx'

interface Props {
  readonly layout: Layout
}

/** Requests on their way, on one canvas: React draws nothing for them. */
export function SparkCanvas({ layout }: Props) {
  const { t } = useTranslation()
  const state = useWindowState()
  const flow = useStoreApi()
  const place = useRef<HTMLCanvasElement>(null)
  const layoutNow = useRef(layout)
  layoutNow.current = layout
  const [unshown, setUnshown] = useState(0)
  const isStill = useMedia('(prefers-reduced-motion: reduce)')

  useEffect(() => {
    const canvas = place.current
    const brush = canvas?.getContext('2d')
    if (!canvas || !brush) return
    const sparks = new Sparks(findProviderIn(state))
    let frame = 0
    let colours = sparkColours(canvas)

    function draw(now: number): void {
      frame = 0
      if (!canvas || !brush) return
      const { transform } = flow.getState()
      const scale = window.devicePixelRatio
      brush.setTransform(1, 0, 0, 1, 0, 0)
      brush.clearRect(0, 0, canvas.width, canvas.height)
      const [x, y, zoom] = transform
      brush.setTransform(zoom * scale, 0, 0, zoom * scale, x * scale, y * scale)
      sparks.each(now, (spark, share) => {
        const wire = wireOf(spark, flow.getState(), layoutNow.current)
        const point = wire && pointOn(wire, isStill ? 0.5 : share)
        if (point && (isStill || !isUnderLabel(point))) drawSpark(brush, spark.look, point, colours)
      })
      if (sparks.count > 0) goOn()
    }

    function goOn(): void {
      frame ||= requestAnimationFrame(draw)
    }

    const stopListening = state.onChanges(changes => {
      if (document.hidden) return
      const now = performance.now()
      for (const change of changes) if (isAboutRequest(change)) sparks.take(change, now)
      if (sparks.count > 0) goOn()
    })
    const sized = new ResizeObserver(() => {
      canvas.width = Math.round(canvas.clientWidth * window.devicePixelRatio)
      canvas.height = Math.round(canvas.clientHeight * window.devicePixelRatio)
    })
    sized.observe(canvas)
    const timer = setInterval(() => {
      colours = sparkColours(canvas)
      setUnshown(sparks.takeUnshown())
    }, 1_000)
    const forget = () => document.hidden && sparks.clear()
    document.addEventListener('visibilitychange', forget)
    return () => {
      stopListening()
      sized.disconnect()
      clearInterval(timer)
      cancelAnimationFrame(frame)
      document.removeEventListener('visibilitychange', forget)
    }
  }, [flow, state, isStill])

  return (
    <>
      <canvas ref={place} className="spark-canvas" />
      {unshown > 0 && (
        <p className="topo-unshown dim">{t('topology.unshown', { number: unshown })}</p>
      )}
    </>
  )
}

function wireOf(
  { appId, workerId, provider }: Spark,
  { nodeLookup }: ReactFlowState,
  { anchors, lanes, supplies }: Layout,
) {
  const root = nodeLookup.get(nodeId.root)
  const anchor = workerId === null ? undefined : anchors.get(workerId)
  const worker = anchor === undefined ? undefined : nodeLookup.get(anchor)
  const app =
    appId === null ? undefined : (nodeLookup.get(nodeId.app(appId)) ?? nodeLookup.get(nodeId.quiet))
  const from = provider !== null ? worker : appId === null ? root : app
  const to =
    provider !== null ? nodeLookup.get(nodeId.provider(provider)) : appId === null ? worker : root
  if (!from || !to) return null
  const { x, y } = from.internals.positionAbsolute
  const { x: toX, y: toY } = to.internals.positionAbsolute
  const height = (node: typeof from) => node.measured.height ?? node.height ?? 0
  const width = from.measured.width ?? from.width ?? 0
  const passed =
    provider === null
      ? lanes.get(to.id)
      : supplies.find(each => each.name === provider && each.anchor === anchor)?.lanes
  return wireBetween(
    { x: x + width, y: y + height(from) / 2 },
    { x: toX, y: toY + height(to) / 2 },
    passed,
  )
}
