import type { BrowserWindow } from 'electron'

/** Looks for as long as somebody can see the window. Returns how to end that for good. */
export function whileShown(window: BrowserWindow, look: () => () => void): () => void {
  let stop: (() => void) | null = null
  const follow = () => {
    const isShown = !window.isDestroyed() && window.isVisible() && !window.isMinimized()
    if (isShown) stop ??= look()
    else end()
  }
  const end = () => {
    stop?.()
    stop = null
  }
  window.on('show', follow)
  window.on('hide', follow)
  window.on('minimize', follow)
  window.on('restore', follow)
  window.on('closed', end)
  follow()
  return () => {
    end()
    if (window.isDestroyed()) return
    window.off('show', follow)
    window.off('hide', follow)
    window.off('minimize', follow)
    window.off('restore', follow)
  }
}
