import {
  applyNodeChanges,
  Background,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderName } from '#contract/wire/health'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { AppNode, QuietNode } from './app-node.tsx'
import { ColumnNode } from './column-node.tsx'
import { GraphControls } from './graph-controls.tsx'
import type { GraphNode } from './graph-nodes.ts'
import { type graphEdges, graphNodes } from './graph-parts.ts'
import { BoxNode, CrowdNode } from './group-node.tsx'
import { type Direction, neighbour } from './neighbour.ts'
import { savedPositions, savePositions } from './positions.ts'
import { ProviderNode } from './provider-node.tsx'
import { RootNode } from './root-node.tsx'
import { placeOfNode, selectedNode } from './selection.ts'
import { SparkCanvas } from './spark-canvas.tsx'
import { firstFit, useFit } from './use-fit.ts'
import { type Graph, useGroupTexts } from './use-graph.ts'
import { useToldEdges } from './use-told-edges.ts'
import { useView } from './view.ts'
import { Wire } from './wire-edge.tsx'
import { WorkerNode } from './worker-node.tsx'
import { workerOf } from './worker-shown.ts'

const nodeTypes = {
  app: AppNode,
  quiet: QuietNode,
  root: RootNode,
  box: BoxNode,
  crowd: CrowdNode,
  worker: WorkerNode,
  provider: ProviderNode,
  column: ColumnNode,
}
const edgeTypes = { wire: Wire }
const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
/** With more than so many things a small map helps. */
const manyNodes = 48

export function GraphView({ graph }: { readonly graph: Graph }) {
  return (
    <ReactFlowProvider>
      <FlowGraph graph={graph} />
    </ReactFlowProvider>
  )
}

function FlowGraph({ graph }: { readonly graph: Graph }) {
  const { t } = useTranslation()
  const places = usePlaces()
  const place = usePlaceOf('topology')
  const { mirror } = useWindowState()
  const groupTexts = useGroupTexts()
  const flow = useReactFlow<GraphNode>()
  const isPast = useView(view => view.moment !== null)
  const selected = place ? selectedNode(place) : null
  const frame = useRef<HTMLDivElement>(null)
  const [positions, setPositions] = useState(() => savedPositions(window.localStorage))
  const [nodes, setNodes] = useState<GraphNode[]>([])
  const { fitAll, moved } = useFit(nodes.length, selected, {
    isTop: !graph.isFolded,
    hasMap: nodes.length > manyNodes,
  })
  const [focused, setFocused] = useState<string | null>(null)
  const edges = useToldEdges(graph, focused ?? selected)

  const wanted = useMemo(() => {
    const state = mirror.store.getState()
    return graphNodes(graph, positions, {
      group: group => groupTexts(group, graph.hosts, graph.plan.isCrowded),
      worker: id => (state.name === 'live' ? (workerOf(state.seen, id)?.name ?? id) : id),
      columns: {
        apps: t('topology.columns.apps'),
        root: t('topology.columns.root'),
        workers: t('topology.columns.workers'),
        providers: t('topology.columns.providers'),
      },
      // Sound: the layout has it from the workers.
      provider: name => t(`provider.${name as ProviderName}`),
      root: t('topology.rootName'),
      quiet: t('topology.quietApps', { count: graph.quiet.length, number: graph.quiet.length }),
    })
  }, [graph, positions, groupTexts, t, mirror])

  useEffect(() => {
    setNodes(before => {
      const known = new Set(before.map(({ id }) => id))
      return wanted.map(node => {
        const { width = 0, height = 0 } = node
        const isSelected = node.id === selected
        // The layout gives the size: a crowd that was opened is not to be fitted as the crowd it was.
        return known.has(node.id)
          ? { ...node, measured: { width, height }, selected: isSelected }
          : { ...node, selected: isSelected }
      })
    })
  }, [wanted, selected])

  function change(changes: NodeChange<GraphNode>[]) {
    for (const each of changes) {
      if (each.type === 'select' && each.selected) places.select(placeOfNode(each.id))
    }
    const own = changes.filter(({ type }) => type !== 'select')
    if (own.length > 0) setNodes(before => applyNodeChanges(own, before))
    const dragged = changes.filter(each => each.type === 'position' && each.dragging === false)
    if (dragged.length > 0) keepPositions(dragged.flatMap(each => ('id' in each ? [each.id] : [])))
  }

  function keepPositions(ids: readonly string[]) {
    const dragged = ids.flatMap(id => {
      const node = flow.getNode(id)
      return node
        ? [[id, { x: Math.round(node.position.x), y: Math.round(node.position.y) }] as const]
        : []
    })
    const next = { ...positions, ...Object.fromEntries(dragged) }
    savePositions(window.localStorage, next)
    setPositions(next)
  }

  function resetLayout() {
    savePositions(window.localStorage, {})
    setPositions({})
    requestAnimationFrame(fitAll)
  }

  function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
    const direction = arrows[event.key]
    const focused = document.activeElement?.closest<HTMLElement>('.react-flow__node')
    const id = focused?.dataset['id']
    if (event.key === 'Escape' && selected !== null) places.select(placeOfNode(null))
    // With shift the library moves the thing itself.
    if (!direction || event.shiftKey || id === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const boxes = nodes
      .filter(({ type }) => type !== 'column')
      .map(node => {
        const parent = node.parentId === undefined ? undefined : flow.getNode(node.parentId)
        return {
          id: node.id,
          x: node.position.x + (parent?.position.x ?? 0),
          y: node.position.y + (parent?.position.y ?? 0),
          width: node.width ?? 0,
          height: node.height ?? 0,
        }
      })
    const next = neighbour(boxes, id, direction)
    if (next === null) return
    frame.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus()
  }

  return (
    <div
      className={isPast ? 'topo-graph is-past' : 'topo-graph'}
      ref={frame}
      onKeyDownCapture={moveFocus}
      onFocusCapture={({ target }) =>
        setFocused(target.matches('.react-flow__node:focus-visible') ? nodeIdOf(target) : null)
      }
      onBlurCapture={() => setFocused(null)}
    >
      <ReactFlow<GraphNode, ReturnType<typeof graphEdges>[number]>
        aria-label={t('topology.graphLabel')}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={change}
        onPaneClick={() => places.select(placeOfNode(null))}
        onMove={event => {
          if (event) moved()
        }}
        minZoom={0.15}
        maxZoom={1.6}
        fitView
        fitViewOptions={firstFit}
        nodesConnectable={false}
        edgesFocusable={false}
        selectNodesOnDrag={false}
        multiSelectionKeyCode={null}
        selectionKeyCode={null}
        deleteKeyCode={null}
        onlyRenderVisibleElements={nodes.length > manyNodes}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('topology.nodeHint'),
          'node.a11yDescription.keyboardDisabled': t('topology.nodeHint'),
          'node.a11yDescription.ariaLiveMessage': ({ direction, x, y }) =>
            t('topology.nodeMoved', { direction, x, y }),
        }}
      >
        <Background gap={22} size={1} />
        {!isPast && <SparkCanvas layout={graph.layout} />}
        {nodes.length > manyNodes && (
          <MiniMap
            className="topo-map"
            position="bottom-right"
            ariaLabel={t('topology.mapLabel')}
            pannable
            zoomable
            nodeStrokeWidth={2}
          />
        )}
      </ReactFlow>
      <GraphControls
        onFit={fitAll}
        onZoom={factor => {
          moved()
          void flow.zoomTo(flow.getZoom() * factor)
        }}
        onReset={Object.keys(positions).length > 0 ? resetLayout : null}
      />
    </div>
  )
}

function nodeIdOf(element: HTMLElement): string | null {
  return element.dataset['id'] ?? null
}
