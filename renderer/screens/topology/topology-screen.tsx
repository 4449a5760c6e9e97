import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answersOnlyByDemo } from '../../state/fleet.ts'
import { useOverlays } from '../../state/overlays.ts'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { GraphView } from './graph-view.tsx'
import { ListView } from './list-view.tsx'
import { TopologyPanel } from './panel.tsx'
import { ProviderStrip } from './provider-strip.tsx'
import { selectedNode } from './selection.ts'
import { TimeStrip } from './time-strip.tsx'
import { useGraph } from './use-graph.ts'
import { useReplay } from './use-replay.ts'
import { useTrafficFollowed } from './use-traffic.ts'
import { createView, useView, useViewStore, ViewProvider } from './view.ts'

const viewKey = 'banyan.topology.view'

/** Home: who asks, who answers, and what goes on between them. */
export function TopologyScreen() {
  const [view] = useState(() =>
    createView(window.localStorage.getItem(viewKey) === 'list' ? 'list' : 'graph'),
  )
  return (
    <ViewProvider value={view}>
      <Topology />
    </ViewProvider>
  )
}

function Topology() {
  const graph = useGraph()
  const as = useView(view => view.as)
  const hasWorkers = useSeen(seen => seen.workers.length > 0)
  const hasStrip = hasWorkers && graph.providers.length > 0 && (as === 'list' || graph.isFolded)
  useTrafficFollowed()
  useReplay()
  return (
    <div className="screen-with-panel">
      <div className="screen topology">
        <Bar hasWorkers={hasWorkers} />
        <Notices />
        {hasStrip && <ProviderStrip names={graph.providers} />}
        <div className={hasStrip ? 'topo-body is-under-strip' : 'topo-body'}>
          {!hasWorkers ? (
            <NoWorkers />
          ) : as === 'graph' ? (
            <GraphView graph={graph} />
          ) : (
            <ListView regions={new Map(graph.hosts.map(({ name, region }) => [name, region]))} />
          )}
        </div>
        <TimeStrip />
      </div>
      <TopologyPanel graph={graph} />
    </div>
  )
}

function Bar({ hasWorkers }: { readonly hasWorkers: boolean }) {
  const { t } = useTranslation()
  const store = useViewStore()
  const as = useView(view => view.as)
  const overlays = useOverlays()
  const isPast = useView(view => view.moment !== null)
  return (
    <div className="topo-bar">
      <h1 className="visually-hidden">{t('topology.title')}</h1>
      <Segmented
        label={t('topology.viewAs')}
        choices={[
          { value: 'graph', label: t('topology.graph') },
          { value: 'list', label: t('topology.listName') },
        ]}
        value={as}
        onChange={value => {
          window.localStorage.setItem(viewKey, value)
          store.setState({ as: value })
        }}
      />
      {hasWorkers && (
        <Button icon={Plus} disabled={isPast} onClick={() => overlays.open('add-worker')}>
          {t('workers.add')}
        </Button>
      )}
    </div>
  )
}

function Notices() {
  const { t, i18n } = useTranslation()
  const overlays = useOverlays()
  const store = useViewStore()
  const moment = useView(view => view.moment)
  const isDemo = useSeen(answersOnlyByDemo)
  // The panel of what is selected has the one primary button then.
  const place = usePlaceOf('topology')
  const isSelected = place !== null && selectedNode(place) !== null
  if (moment !== null) {
    const time = new Intl.DateTimeFormat(i18n.language, {
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    }).format(moment)
    return (
      <div className="topo-notice">
        <Notice
          mark="resting"
          title={t('topology.pastTitle', { time })}
          action={
            <Button look="primary" onClick={() => store.setState({ moment: null })}>
              {t('topology.toLive')}
            </Button>
          }
        >
          {t('topology.pastText')}
        </Notice>
      </div>
    )
  }
  if (!isDemo) return null
  return (
    <div className="topo-notice">
      <Notice
        title={t('demo.title')}
        action={
          <Button
            look={isSelected ? 'plain' : 'primary'}
            icon={KeyRound}
            onClick={() => overlays.open('first-run')}
          >
            {t('demo.action')}
          </Button>
        }
      >
        {t('demo.text')}
      </Notice>
    </div>
  )
}

function NoWorkers() {
  const { t } = useTranslation()
  const places = usePlaces()
  const overlays = useOverlays()
  const isStarting = useSeen(seen => seen.root.name === 'starting')
  if (isStarting) return <EmptyState title={t('startingUp.title')} text={t('startingUp.text')} />
  return (
    <EmptyState title={t('workers.emptyTitle')} text={t('workers.emptyText')}>
      <Button look="primary" icon={Plus} onClick={() => overlays.open('add-worker')}>
        {t('workers.add')}
      </Button>
      <Button onClick={() => places.go({ screen: 'hosts', part: 'add' })}>
        {t('topology.toHosts')}
      </Button>
    </EmptyState>
  )
}
