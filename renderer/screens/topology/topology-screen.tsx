import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answersOnlyByDemo, rootState, workerIds } from '../../state/fleet.ts'
import { usePlaces } from '../../state/place.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { AddWorker } from './add-worker.tsx'
import { PointApp } from './point-app.tsx'
import { SinceStart } from './since-start.tsx'
import { WorkerCard } from './worker-card.tsx'

export function TopologyScreen() {
  const root = useSeen(rootState)
  return (
    <div className="workers-screen">
      <WorkerList />
      <aside>
        {root.name === 'running' && <SinceStart since={root.since} />}
        <PointApp address={root.name === 'running' ? root.address : null} />
      </aside>
    </div>
  )
}

function WorkerList() {
  const places = usePlaces()
  const { t } = useTranslation()
  const ids = useSeen(workerIds)
  const isStarting = useSeen(seen => seen.root.name === 'starting')
  const isDemo = useSeen(answersOnlyByDemo)
  const [isAdding, setAdding] = useState(false)

  return (
    <div className="scrolled">
      <div className="screen-head">
        <h1>{t('workers.title')}</h1>
        {!isAdding && (
          <Button icon={Plus} onClick={() => setAdding(true)}>
            {t('workers.add')}
          </Button>
        )}
      </div>
      {isDemo && (
        <Notice
          title={t('demo.title')}
          action={
            <Button
              look="primary"
              icon={KeyRound}
              onClick={() => places.go({ screen: 'settings', section: 'models' })}
            >
              {t('demo.action')}
            </Button>
          }
        >
          {t('demo.text')}
        </Notice>
      )}
      {isAdding && <AddWorker onClose={() => setAdding(false)} />}
      {ids.length > 0 ? (
        <ul className="worker-list">
          {ids.map(id => (
            <WorkerCard key={id} workerId={id} />
          ))}
        </ul>
      ) : (
        <EmptyState
          title={isStarting ? t('startingUp.title') : t('workers.emptyTitle')}
          text={isStarting ? t('startingUp.text') : t('workers.emptyText')}
        />
      )}
    </div>
  )
}
