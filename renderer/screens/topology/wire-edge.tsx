import { type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { measureText, timeTaken } from '../../i18n/figures.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { rateText, wireWidth } from './rate-text.ts'
import { useTraffic } from './use-traffic.ts'
import { useView } from './view.ts'
import { type Lane, pointOn, wireBetween, wirePath } from './wire.ts'
import { markOf, phaseMarks, workerOf } from './worker-shown.ts'

export interface WireData extends Record<string, unknown> {
  readonly appId: string | null
  /** Those that it leads to. */
  readonly workerIds: readonly string[]
  readonly lanes: readonly Lane[]
}

export type WireEdge = Edge<WireData>

/** A wire: as thick as its rate, dashed where nothing goes; what it carries is told on hover. */
export const Wire = memo(function Wire(edge: EdgeProps<WireEdge>) {
  const { data, sourceX, sourceY, targetX, targetY } = edge
  const appId = data?.appId ?? null
  const workerIds = data?.workerIds ?? none
  const [isHeld, setHeld] = useState(false)
  const isPast = useView(view => view.moment !== null)
  const known = useTraffic(({ appRates, workerRates }) =>
    appId === null
      ? workerIds.reduce((sum, id) => sum + (workerRates[id] ?? 0), 0)
      : (appRates[appId] ?? 0),
  )
  const rate = isPast ? 0 : known
  const state = useWireState(workerIds)
  const wire = wireBetween({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data?.lanes)
  const path = wirePath(wire)
  const middle = pointOn(wire, 0.55)
  const look = appId === null ? `topo-wire is-${state}` : 'topo-wire is-app'
  return (
    <g onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
      <path
        className={rate > 0 ? `${look} has-traffic` : look}
        d={path}
        strokeWidth={wireWidth(rate)}
      />
      <path className="topo-wire-reach" d={path} />
      {isHeld && !isPast && (
        <EdgeLabelRenderer>
          <div
            className="hint topo-wire-label"
            style={{
              transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)`,
            }}
          >
            <WireText rate={rate} workerIds={workerIds} />
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  )
})

const none: readonly string[] = []

function WireText({
  rate,
  workerIds,
}: {
  readonly rate: number
  readonly workerIds: readonly string[]
}) {
  const { t } = useTranslation()
  const firstTokenMs = useSeen(seen => {
    const [only] = workerIds
    return only !== undefined && workerIds.length === 1
      ? (workerOf(seen, only)?.load.firstTokenMs ?? null)
      : null
  })
  const parts = [
    rateText(t, rate),
    ...(firstTokenMs === null
      ? []
      : [t('topology.firstTokenIn', { time: measureText(t, timeTaken(firstTokenMs)) })]),
  ]
  return parts.join(' · ')
}

type WireState = 'serving' | 'offline' | 'resting' | 'starting'

/** As long as one of them serves, the wire does. */
function useWireState(workerIds: readonly string[]): WireState {
  const moment = useView(view => view.moment)
  const past = useView(view => view.past)
  const live = useSeen(seen =>
    stateOf(
      workerIds.map(id => {
        const worker = workerOf(seen, id)
        return worker ? markOf(worker) : 'starting'
      }),
    ),
  )
  if (moment === null) return live
  return stateOf(
    workerIds.map(id => {
      const phase = past?.get(id)
      return phase === undefined || phase === 'unknown' ? 'starting' : phaseMarks[phase]
    }),
  )
}

function stateOf(marks: readonly string[]): WireState {
  if (marks.some(mark => mark === 'healthy' || mark === 'degraded')) return 'serving'
  if (marks.some(mark => mark === 'resting')) return 'resting'
  return marks.some(mark => mark === 'offline') ? 'offline' : 'starting'
}
