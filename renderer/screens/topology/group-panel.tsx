import { Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { usePlaces } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { DetailPanel, PanelSection } from '../../ui/detail-panel.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useNow } from '../../ui/use-now.ts'
import { MachineSection } from './machine-section.tsx'
import type { WorkerGroup } from './plan.ts'
import { useGroupTexts } from './use-graph.ts'
import { toggleGroup, useView, useViewStore } from './view.ts'
import { useShownWorker } from './worker-shown.ts'

interface Props {
  readonly group: WorkerGroup
  readonly hosts: readonly ListedHost[]
  readonly isCrowded: boolean
  readonly onClose: () => void
}

/** A host or a region, and the workers there. */
export function GroupPanel({ group, hosts, isCrowded, onClose }: Props) {
  const { t } = useTranslation()
  const places = usePlaces()
  const view = useViewStore()
  const texts = useGroupTexts()
  const isOpen = useView(({ opened }) => opened.has(group.key))
  const { name, note } = texts(group, hosts, isCrowded)
  const host = group.kind === 'host' ? hosts.find(each => each.name === group.name) : undefined
  return (
    <DetailPanel title={name} text={note} onClose={onClose}>
      <div className="topo-actions is-first">
        {isCrowded && (
          <Button onClick={() => toggleGroup(view, group.key)}>
            {t(isOpen ? 'topology.fold' : 'topology.unfold')}
          </Button>
        )}
        {host && (
          <Button icon={Server} onClick={() => places.go({ screen: 'hosts', hostId: host.id })}>
            {t('topology.toHost')}
          </Button>
        )}
      </div>
      <PanelSection name={t('topology.workers', { count: group.workerIds.length })}>
        <ul className="topo-members">
          {group.workerIds.map(id => (
            <Member key={id} id={id} />
          ))}
        </ul>
      </PanelSection>
      <MachineSection host={host ?? null} vitals={null} />
    </DetailPanel>
  )
}

function Member({ id }: { readonly id: string }) {
  const places = usePlaces()
  const shown = useShownWorker(id, useNow(5_000))
  if (!shown) return null
  const { worker, state, isPast } = shown
  return (
    <li>
      <button type="button" onClick={() => places.select({ screen: 'topology', workerId: id })}>
        <StateMark mark={state.mark} />
        <span className="topo-member-name">{worker.name}</span>
        <span className={state.mark === 'healthy' ? 'dim' : `topo-tone tone-${state.mark}`}>
          {state.mark === 'healthy' && !isPast
            ? `${worker.load.inFlight} / ${worker.slots}`
            : state.words}
        </span>
      </button>
    </li>
  )
}
