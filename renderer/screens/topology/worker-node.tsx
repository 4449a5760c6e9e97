import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSeen } from '../../state/use-window-state.ts'
import { Meter } from '../../ui/meter.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'
import { cardTexts } from './card-texts.ts'
import type { GraphNode } from './graph-nodes.ts'
import { useShownWorker, workerOf } from './worker-shown.ts'

/** One worker as a card of the graph. It draws itself anew when its worker changes, and no other. */
export const WorkerNode = memo(function WorkerNode({ data }: NodeProps<GraphNode>) {
  const { t } = useTranslation()
  const id = data.subject
  const isWaiting = useSeen(seen => workerOf(seen, id)?.phase.name === 'offline')
  const now = useNow(isWaiting ? 1_000 : 3_600_000)
  const shown = useShownWorker(id, now)
  if (!shown) return null
  const { worker, state, isPast } = shown
  const { load, slots } = worker
  const { aside, below } = isPast
    ? { aside: state.words, below: null }
    : cardTexts(t, worker, state)
  const where = data.note ?? (worker.origin === 'local' ? t('workers.onThisComputer') : null)
  return (
    <div className={`topo-card is-${state.mark}`}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="topo-line">
        <StateMark mark={state.mark} />
        <b title={worker.name}>{worker.name}</b>
        <span className={`topo-aside tone-${state.mark}`} title={aside}>
          {aside}
        </span>
        {state.mark === 'healthy' && <span className="visually-hidden">{state.words}</span>}
      </div>
      {below !== null && !isPast ? (
        <p className="topo-line topo-below" title={state.reasons.join(' ')}>
          <span>{below}</span>
        </p>
      ) : (
        <p className="topo-line topo-below">
          <span>
            {isPast ? (
              <span className="unknown">–</span>
            ) : (
              <>
                {load.inFlight} / {slots} {t('workers.inFlight')}
              </>
            )}
          </span>
          {where ? (
            <span className="topo-where" title={where}>
              {where}
            </span>
          ) : (
            <TimeFigure ms={isPast ? null : load.firstTokenMs} />
          )}
        </p>
      )}
      {!isPast && state.mark !== 'offline' && (
        <Meter
          label={t('workers.slotsInUse', { slots, inFlight: load.inFlight })}
          value={load.inFlight}
          most={slots}
          mark={state.mark}
        />
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})
