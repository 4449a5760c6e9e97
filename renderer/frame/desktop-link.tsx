import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Change } from '#contract/ipc/changes'
import { languages } from '#contract/model/language'
import { usePlaces } from '../state/place.ts'
import { usePreferences, useWindowState } from '../state/use-window-state.ts'
import { ClosingDialog } from './closing-dialog.tsx'

/** What the desktop wants of the window, and what it has to know of it: draws nothing but the question at closing. */
export function DesktopLink() {
  const { ask, onChanges } = useWindowState()
  const { i18n } = useTranslation()
  const places = usePlaces()
  const [{ theme }] = usePreferences()
  const [isClosing, setClosing] = useState(false)

  useEffect(() => {
    const take = (change: Change) => {
      if (change.type === 'place') places.go(change.place)
      if (change.type === 'desktop.closing') setClosing(true)
    }
    return onChanges(changes => {
      for (const change of changes) take(change)
    })
  }, [onChanges, places])

  useEffect(() => {
    let isGone = false
    // After the second frame the first one stands on the screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(async () => {
        if (isGone) return
        // Where it fails there is no place to go to, and nothing to be said.
        const place = await ask('desktop.drawn', null).catch(() => null)
        if (place) places.go(place)
      }),
    )
    return () => {
      isGone = true
    }
  }, [ask, places])

  const language = languages.find(known => known === i18n.language)
  useEffect(() => {
    if (language) void ask('desktop.look', { language, theme }).catch(() => {})
  }, [ask, language, theme])

  return isClosing ? <ClosingDialog onClose={() => setClosing(false)} /> : null
}
