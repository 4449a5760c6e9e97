import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PointAppDialog } from '../screens/first-run/point-app-dialog.tsx'
import { AddWorker } from '../screens/topology/add-worker.tsx'
import type { Deed } from '../state/commands.ts'
import { useOverlay, useOverlays } from '../state/overlays.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { Palette } from './palette.tsx'
import { useDeeds } from './use-deeds.ts'
import { useShortcuts } from './use-shortcuts.ts'

type Asked = Extract<Deed, { kind: 'provision' }>

/** What stands over the screens, wherever one is, and the keys that open it. */
export function OverlayStack() {
  const { t } = useTranslation()
  const overlays = useOverlays()
  const overlay = useOverlay()
  const run = useDeeds()
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => overlays.close()
  useShortcuts()

  if (asked) {
    const { name } = asked
    return (
      <Dialog
        title={t('palette.provisionTitle', { name })}
        text={t('palette.provisionText')}
        onClose={() => setAsked(null)}
      >
        <DialogActions>
          <Button onClick={() => setAsked(null)}>{t('palette.provisionNo')}</Button>
          <Button
            look="primary"
            onClick={() => {
              setAsked(null)
              run(asked)
            }}
          >
            {t('palette.provisionYes')}
          </Button>
        </DialogActions>
      </Dialog>
    )
  }
  switch (overlay) {
    case 'point-app':
      return <PointAppDialog onClose={close} />
    case 'add-worker':
      return <AddWorker onClose={close} />
    case 'keys':
      return <KeysDialog onClose={close} />
    case 'palette':
      return (
        <Palette
          onClose={close}
          onRun={({ deed }) => (deed.kind === 'provision' ? setAsked(deed) : run(deed))}
        />
      )
    default:
      return null
  }
}
