import type { Edge, EdgeProps } from '@xyflow/react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isUp, type Worker } from '#contract/model/worker'
import type { ProviderName } from '#contract/wire/health'
import { measureText, timeTaken } from '../../i18n/figures.ts'
import type { Seen } from '../../state/mirror.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { rateText, wireWidth } from './rate-text.ts'
import { rateOn } from './told-wires.ts'
import { useTraffic } from './use-traffic.ts'
import { useView } from './view.ts'
import { type Lane, labelPoint, type WireEnd, wireBetween, wirePath } from './wire.ts'
import { WireLabel } from './wire-label.tsx'
import { markOf, phaseMarks, workerOf } from './worker-shown.ts'

export interface WireData extends Record<string, unknown> {
  readonly appId: string | null
  /** Those that it leads to. */
  readonly workerIds: readonly string[]
  /** What they ask there; null where the wire leads to them. */
  readonly provider: ProviderName | null
  readonly lanes: readonly Lane[]
  /** Where what it carries is told though nobody points at it; left out: nowhere. */
  readonly toldAt?: WireEnd
}

export type WireEdge = Edge<WireData>

/** A wire: as thick as its rate, dashed where nothing goes; what it carries is told where one looks. */
export const Wire = memo(function Wire(edge: EdgeProps<WireEdge>) {
  const { data = nothing, sourceX, sourceY, targetX, targetY } = edge
  const { appId, workerIds, provider, lanes, toldAt } = data
  const [isHeld, setHeld] = useState(false)
  const isPast = useView(view => view.moment !== null)
  const known = useTraffic(seen => rateOn(data, seen))
  const rate = isPast ? 0 : known
  const state = useWireState(workerIds, provider)
  const wire = wireBetween({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, lanes)
  const path = wirePath(wire)
  const isTold = isHeld || (toldAt !== undefined && rate > 0)
  const look = appId !== null ? 'is-app' : `is-${state}${provider === null ? '' : ' is-supply'}`
  return (
    <g onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
      <path
        className={`topo-wire ${look}${rate > 0 ? ' has-traffic' : ''}`}
        d={path}
        strokeWidth={wireWidth(rate)}
      />
      <path className="topo-wire-reach" d={path} />
      {isTold && !isPast && (
        <WireLabel
          at={labelPoint(wire, toldAt ?? (appId === null ? 'to' : 'from'))}
          isHeld={isHeld}
        >
          <WireText rate={rate} data={data} />
        </WireLabel>
      )}
    </g>
  )
})

const nothing: WireData = { appId: null, workerIds: [], provider: null, lanes: [] }

function WireText({ rate, data }: { readonly rate: number; readonly data: WireData }) {
  const { t } = useTranslation()
  const { appId, workerIds, provider } = data
  const ofWorkers = useSeen(seen => meanFirstToken(seen, workerIds))
  const ofOthers = useTraffic(({ providers, appFirstTokens }) =>
    provider === null
      ? appId === null
        ? null
        : (appFirstTokens[appId] ?? null)
      : (providers[provider]?.firstTokenMs ?? null),
  )
  const firstTokenMs = provider === null && appId === null ? ofWorkers : ofOthers
  return (
    <>
      {rateText(t, rate)}
      {firstTokenMs !== null && (
        <span title={t('workers.firstToken')}>
          <span className="visually-hidden">{t('workers.firstToken')} </span>
          {measureText(t, timeTaken(firstTokenMs))}
        </span>
      )}
    </>
  )
}

/** Over the workers that have answered. */
function meanFirstToken(seen: Seen, workerIds: readonly string[]): number | null {
  const times = workerIds.flatMap(id => workerOf(seen, id)?.load.firstTokenMs ?? [])
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length
}

type WireState = 'serving' | 'offline' | 'resting' | 'starting'

/** As long as one of them serves, the wire does. */
function useWireState(workerIds: readonly string[], provider: ProviderName | null): WireState {
  const moment = useView(view => view.moment)
  const past = useView(view => view.past)
  const live = useSeen(seen =>
    provider === null
      ? stateOf(workerIds.map(id => markIn(seen, id)))
      : supplyState(
          workerIds.map(id => workerOf(seen, id)),
          provider,
        ),
  )
  if (moment === null) return live
  const then = stateOf(
    workerIds.map(id => {
      const phase = past?.get(id)
      return phase === undefined || phase === 'unknown' ? 'starting' : phaseMarks[phase]
    }),
  )
  return provider === null || then === 'serving' ? then : 'starting'
}

function markIn(seen: Seen, id: string) {
  const worker = workerOf(seen, id)
  return worker ? markOf(worker) : 'starting'
}

/** Between a worker that is not there and a provider nothing is wrong: nothing goes. */
function supplyState(workers: readonly (Worker | null)[], provider: ProviderName): WireState {
  const up = workers.filter(worker => worker !== null && isUp(worker.phase))
  const isWell = up.some(worker =>
    worker?.providers.some(({ name, problem }) => name === provider && problem === null),
  )
  if (isWell) return 'serving'
  return up.length > 0 ? 'offline' : 'starting'
}

function stateOf(marks: readonly string[]): WireState {
  if (marks.some(mark => mark === 'healthy' || mark === 'degraded')) return 'serving'
  if (marks.some(mark => mark === 'resting')) return 'resting'
  return marks.some(mark => mark === 'offline') ? 'offline' : 'starting'
}
