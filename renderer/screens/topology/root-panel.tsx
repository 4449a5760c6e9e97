import { useTranslation } from 'react-i18next'
import { rootState } from '../../state/fleet.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { PointApp } from './point-app.tsx'
import { SinceStart } from './since-start.tsx'

/** The root node itself, and how apps find it. */
export function RootPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const root = useSeen(rootState)
  const version = useSeen(seen => seen.version)
  const isRunning = root.name === 'running'
  return (
    <DetailPanel
      title={t('topology.rootName')}
      mark={<StateMark mark={isRunning ? 'healthy' : 'starting'} />}
      text={`v${version}`}
      onClose={onClose}
    >
      <div className="topo-root">
        {isRunning && <SinceStart since={root.since} />}
        <PointApp address={isRunning ? root.address : null} />
      </div>
    </DetailPanel>
  )
}
