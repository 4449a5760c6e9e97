import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { fleetFigures } from '../../state/fleet.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { Meter } from '../../ui/meter.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import type { GraphNode } from './graph-nodes.ts'
import { rateText } from './rate-text.ts'
import { useTraffic } from './use-traffic.ts'
import { useView } from './view.ts'

export const RootNode = memo(function RootNode(_: NodeProps<GraphNode>) {
  const { t } = useTranslation()
  const isPast = useView(view => view.moment !== null)
  const mark = useSeen(({ root }) => (root.name === 'running' ? 'healthy' : 'starting'))
  const inFlight = useSeen(seen => fleetFigures(seen.workers).inFlight)
  const slots = useSeen(seen => seen.workers.reduce((sum, worker) => sum + worker.slots, 0))
  const rate = useTraffic(seen => seen.rate)
  return (
    <div className="topo-card">
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="topo-line">
        <StateMark mark={mark} />
        <b>{t('topology.rootName')}</b>
      </div>
      <p className="topo-line topo-below">
        <span>{isPast ? '–' : t('topology.going', { number: inFlight })}</span>
        <span className="topo-rate">{isPast ? '' : rateText(t, rate)}</span>
      </p>
      {!isPast && (
        <Meter label={t('workers.slotsInUse', { slots, inFlight })} value={inFlight} most={slots} />
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})
