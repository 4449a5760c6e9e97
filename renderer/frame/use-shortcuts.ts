import { useEffect } from 'react'
import { useOverlays } from '../state/overlays.ts'
import { usePlaces } from '../state/place.ts'
import { isMacPlatform, shortcutOf } from '../state/shortcuts.ts'

/** A panel over a narrow window asks nothing. */
const asking = '[role=dialog]:not(.sheet),[role=alertdialog]'

/** The keys that work wherever one is; none of them while a dialog asks for an answer. */
export function useShortcuts(): void {
  const overlays = useOverlays()
  const places = usePlaces()
  useEffect(() => {
    const isMac = isMacPlatform(navigator.platform)
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const shortcut = shortcutOf(event, isMac, isTyping(event.target))
      if (!shortcut) return
      const open = overlays.store.getState().open
      if (shortcut.name === 'palette' && open === 'palette') overlays.close()
      else if (open !== null || document.querySelector(asking)) return
      else if (shortcut.name === 'palette' || shortcut.name === 'keys') {
        overlays.open(shortcut.name)
      } else if (shortcut.name === 'back') places.back()
      else places.go({ screen: shortcut.screen })
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [overlays, places])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
