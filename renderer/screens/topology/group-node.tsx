import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { countText } from '../../i18n/figures.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { type Mark, StateMark } from '../../ui/state-mark.tsx'
import type { GraphNode } from './graph-nodes.ts'
import { sizes } from './layout.ts'
import { useView } from './view.ts'
import { markOf, phaseMarks, workerOf } from './worker-shown.ts'

/** A host around its workers. */
export const BoxNode = memo(function BoxNode({ data }: NodeProps<GraphNode>) {
  return (
    <div className="topo-box">
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <GroupHead data={data} />
    </div>
  )
})

function GroupHead({ data }: { readonly data: GraphNode['data'] }) {
  return (
    <div className="topo-line">
      <b title={data.name}>{data.name}</b>
      {data.note && (
        <span className="topo-aside" title={data.note}>
          {data.note}
        </span>
      )}
    </div>
  )
}

const inOrder = ['offline', 'degraded', 'resting', 'starting', 'healthy'] as const

/** Many workers as one: a cell for each, and how many are how. */
export const CrowdNode = memo(function CrowdNode({ data }: NodeProps<GraphNode>) {
  const { i18n } = useTranslation()
  const marks = useMarks(data.workerIds ?? [])
  const counts = inOrder
    .map(mark => ({ mark, count: marks.filter(each => each === mark).length }))
    .filter(({ count }) => count > 0)
  const rows = Math.ceil(marks.length / sizes.cellsInRow)
  return (
    <div className="topo-box is-crowd">
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <GroupHead data={data} />
      <p className="topo-line topo-counts">
        {counts.map(({ mark, count }) => (
          <span key={mark} className={`tone-${mark}`}>
            <StateMark mark={mark} />
            {countText(count, i18n.language)}
          </span>
        ))}
      </p>
      <svg
        className="topo-cells"
        aria-hidden="true"
        width={sizes.cellsInRow * sizes.cell}
        height={rows * sizes.cell}
      >
        {marks.map((mark, at) => (
          <Cell
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place
            key={at}
            mark={mark}
            x={(at % sizes.cellsInRow) * sizes.cell}
            y={Math.floor(at / sizes.cellsInRow) * sizes.cell}
          />
        ))}
      </svg>
    </div>
  )
})

interface CellProps {
  readonly mark: Mark
  readonly x: number
  readonly y: number
}

const Cell = memo(function Cell({ mark, x, y }: CellProps) {
  return (
    <path
      className={`tone-${mark} cell-${mark}`}
      d={cellPaths[mark]}
      transform={`translate(${x} ${y})`}
    />
  )
})

/** Within 10 by 10, each state with a shape of its own. */
const cellPaths: Readonly<Record<Mark, string>> = {
  healthy: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
  degraded: 'M5 .5l4.800 9H.2z',
  offline: 'M1.500 1.500l7 7M8.500 1.500l-7 7',
  resting: 'M1.500 1.500h7v7h-7z',
  starting: 'M5 1.500a3.500 3.500 0 1 1 0 7a3.500 3.500 0 1 1 0-7z',
}

function useMarks(ids: readonly string[]): readonly Mark[] {
  const moment = useView(view => view.moment)
  const past = useView(view => view.past)
  const marks = useSeen(seen =>
    ids.map(id => {
      const worker = workerOf(seen, id)
      return worker ? markOf(worker) : 'starting'
    }),
  )
  if (moment === null) return marks
  return ids.map(id => {
    const phase = past?.get(id)
    return phase === undefined || phase === 'unknown' ? 'starting' : phaseMarks[phase]
  })
}
