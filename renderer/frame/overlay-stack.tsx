import { useState } from 'react'
import { PointAppDialog } from '../screens/first-run/point-app-dialog.tsx'
import { AddWorker } from '../screens/topology/add-worker.tsx'
import { useOverlay, useOverlays } from '../state/overlays.ts'
import { type AskedDeed, AskFirst, isAskedFirst } from './ask-first.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { Palette } from './palette.tsx'
import { useDeeds } from './use-deeds.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** What stands over the screens, wherever one is, and the keys that open it. */
export function OverlayStack() {
  const overlays = useOverlays()
  const overlay = useOverlay()
  const run = useDeeds()
  const [asked, setAsked] = useState<AskedDeed | null>(null)
  const close = () => overlays.close()
  useShortcuts()

  if (asked) {
    return (
      <AskFirst
        deed={asked}
        onClose={() => setAsked(null)}
        onYes={() => {
          setAsked(null)
          run(asked)
        }}
      />
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
          onRun={({ deed }) => (isAskedFirst(deed) ? setAsked(deed) : run(deed))}
        />
      )
    default:
      return null
  }
}
