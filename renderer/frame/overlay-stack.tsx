import { PointAppDialog } from '../screens/first-run/point-app-dialog.tsx'
import { useOverlay, useOverlays } from '../state/overlays.ts'

/** What stands over the screens, wherever one is. */
export function OverlayStack() {
  const overlays = useOverlays()
  const overlay = useOverlay()
  const close = () => overlays.close()
  if (overlay === 'point-app') return <PointAppDialog onClose={close} />
  return null
}
