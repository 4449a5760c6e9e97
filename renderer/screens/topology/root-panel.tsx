import { useTranslation } from 'react-i18next'
import { rootState } from '../../state/fleet.ts'
import { useOverlays } from '../../state/overlays.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DetailPanel, PanelSection } from '../../ui/detail-panel.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { SinceStart } from './since-start.tsx'

/** The root node itself, and how apps find it. */
export function RootPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const overlays = useOverlays()
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
      {isRunning && (
        <>
          <SinceStart since={root.since} />
          <PanelSection name={t('topology.address')}>
            <div className="topo-address">
              <code className="selectable">{root.address}</code>
              <CopyButton label={t('topology.copyAddress')} text={root.address} />
            </div>
            <div className="topo-actions">
              <Button onClick={() => overlays.open('point-app')}>{t('topology.pointApp')}</Button>
            </div>
          </PanelSection>
        </>
      )}
    </DetailPanel>
  )
}
