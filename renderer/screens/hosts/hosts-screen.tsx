import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isServing } from '#contract/model/worker'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ScreenHead } from '../../ui/screen-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { DeploymentList } from './deployment-list.tsx'
import { DeploymentScreen } from './deployment-screen.tsx'
import { HostPanel } from './host-panel.tsx'
import { HostTasks } from './host-tasks.tsx'
import { HostsView } from './hosts-view.tsx'
import { NoHosts } from './no-hosts.tsx'
import type { HostTask } from './task.ts'
import { useHostRows } from './use-host-rows.ts'

/** The machines that workers are set up on, and what was done on them. */
export function HostsScreen() {
  const { t } = useTranslation()
  const place = usePlaceOf('hosts')
  const places = usePlaces()
  const { reading, deployments, rows } = useHostRows()
  const [tab, setTab] = useState<'hosts' | 'deployments'>('hosts')
  const [task, setTask] = useState<HostTask | null>(null)
  const selected = rows.find(({ host }) => host.id === place?.hostId)

  useEffect(() => {
    if (place?.part !== 'add') return
    setTask({ name: 'add', way: null })
    places.select({ screen: 'hosts' })
  }, [place?.part, places])

  if (place?.deploymentId) {
    return <DeploymentScreen key={place.deploymentId} deploymentId={place.deploymentId} />
  }

  const serving = rows.filter(({ worker }) => worker && isServing(worker)).length
  return (
    <div className="screen-with-panel">
      <div className="screen">
        <ScreenHead
          title={t('hosts.title')}
          note={rows.length > 0 && t('hosts.serving', { serving, count: rows.length })}
        >
          {rows.length > 0 && (
            <Button look="primary" icon={Plus} onClick={() => setTask({ name: 'add', way: null })}>
              {t('hosts.add')}
            </Button>
          )}
        </ScreenHead>
        <Tabs
          label={t('hosts.title')}
          tabs={[
            { value: 'hosts', label: t('hosts.title'), note: countNote(rows.length) },
            {
              value: 'deployments',
              label: t('hosts.deployments'),
              note: countNote(deployments.data?.deployments.length ?? 0),
            },
          ]}
          value={tab}
          onChange={setTab}
        >
          {tab === 'hosts' ? (
            <Loaded reading={reading}>
              {({ hosts }) =>
                hosts.length === 0 ? (
                  <NoHosts onTask={setTask} />
                ) : (
                  <HostsView
                    rows={rows}
                    selectedId={selected?.host.id ?? null}
                    onSelect={hostId => places.select({ screen: 'hosts', hostId })}
                    onTask={setTask}
                  />
                )
              }
            </Loaded>
          ) : (
            <Loaded reading={deployments}>
              {data => (
                <DeploymentList
                  deployments={data.deployments}
                  onSelect={deploymentId => places.go({ screen: 'hosts', deploymentId })}
                />
              )}
            </Loaded>
          )}
        </Tabs>
      </div>
      {selected && tab === 'hosts' && (
        <HostPanel
          key={selected.host.id}
          row={selected}
          hosts={rows}
          onTask={setTask}
          onClose={() => places.select({ screen: 'hosts' })}
        />
      )}
      <HostTasks task={task} rows={rows} onTask={setTask} />
    </div>
  )
}

const countNote = (count: number) => (count > 0 ? String(count) : undefined)
