import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderName } from '#contract/wire/health'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import type { GraphNode } from './graph-nodes.ts'
import { providerWords } from './provider-words.ts'
import { rateText } from './rate-text.ts'
import { useProvider } from './use-provider.ts'

/** Where answers come from in the end: a vendor, or a server of models. */
export const ProviderNode = memo(function ProviderNode({ data }: NodeProps<GraphNode>) {
  const { t } = useTranslation()
  // Sound: `graphNodes` takes the subject from the layout, and that from the workers' providers.
  const shown = useProvider(data.subject as ProviderName)
  const { state, heard, rate, isPast } = shown
  const { aside, title } = providerWords(t, shown)
  return (
    <div className={state.kind === 'quiet' ? 'topo-card is-unasked' : `topo-card is-${state.mark}`}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="topo-line">
        <StateMark mark={state.mark} />
        <b title={data.name}>{data.name}</b>
        <span
          className={state.kind === 'quiet' ? 'topo-aside' : `topo-aside tone-${state.mark}`}
          title={title}
        >
          {aside}
        </span>
      </div>
      <p className="topo-line topo-below">
        <TimeFigure ms={heard?.firstTokenMs ?? null} />
        <span className="topo-rate">{isPast ? '–' : rateText(t, rate)}</span>
      </p>
    </div>
  )
})
