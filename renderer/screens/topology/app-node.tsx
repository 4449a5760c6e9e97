import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { countText } from '../../i18n/figures.ts'
import type { GraphNode } from './graph-nodes.ts'
import { rateText } from './rate-text.ts'
import { useTraffic } from './use-traffic.ts'
import { useView } from './view.ts'

/** One app, and how often it asks. */
export const AppNode = memo(function AppNode({ data }: NodeProps<GraphNode>) {
  const { t } = useTranslation()
  const isPast = useView(view => view.moment !== null)
  const rate = useTraffic(seen => seen.appRates[data.subject] ?? 0)
  const going = useTraffic(seen => seen.going.filter(({ appId }) => appId === data.subject).length)
  return (
    <div className="topo-card">
      <div className="topo-line">
        <b title={data.name}>{data.name}</b>
      </div>
      <p className="topo-line topo-below">
        <span>{isPast ? '' : t('topology.going', { number: going })}</span>
        <span className="topo-rate">{isPast ? '–' : rateText(t, rate)}</span>
      </p>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})

/** The apps that nobody heard of in the last hour, together. */
export const QuietNode = memo(function QuietNode({ data }: NodeProps<GraphNode>) {
  const { t, i18n } = useTranslation()
  const count = data.count ?? 0
  return (
    <div className="topo-card is-quiet">
      <div className="topo-line">
        <b>{t('topology.quietApps', { count, number: countText(count, i18n.language) })}</b>
      </div>
      <p className="topo-line topo-below">
        <span>{t('topology.quietText')}</span>
      </p>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})
