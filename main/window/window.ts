import { app, BrowserWindow, Menu, nativeTheme, screen, session } from 'electron'
import type { Language } from '#contract/model/language'
import type { KeptDesktop } from './desktop-file.ts'
import { editingMenu } from './editing-menu.ts'
import { editingTexts } from './editing-text.ts'
import { pageOrigin } from './page.ts'
import { pageColours } from './page-colours.ts'
import { guardSession } from './page-guard.ts'
import { openingBounds, smallest } from './window-bounds.ts'
import { windowKey, zoomAfter } from './window-keys.ts'

export interface WindowOptions {
  readonly preloadPath: string
  readonly iconPath: string
  /** It is there and not shown, until somebody asks for it. */
  readonly isHidden: boolean
  readonly kept: KeptDesktop
  language(): Language
}

const pageColour = () => pageColours[nativeTheme.shouldUseDarkColors ? 'dark' : 'light']

/** The one window: sandboxed, its page alone, no permissions, no way to elsewhere. */
export function makeWindow(options: WindowOptions): BrowserWindow {
  const { preloadPath, iconPath, isHidden, kept, language } = options
  nativeTheme.themeSource = kept.theme
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...openingBounds(kept.bounds, screens),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Banyan',
    icon: iconPath,
    backgroundColor: pageColour(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  const { webContents } = window
  guardSession(session.defaultSession)
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(pageColour())
  })
  webContents.on('context-menu', (_event, clicked) => {
    const items = editingMenu(clicked, editingTexts[language()])
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
  webContents.on('before-input-event', (event, press) => {
    const key = process.platform === 'darwin' ? null : windowKey(press)
    if (key === null) return
    event.preventDefault()
    if (key === 'quit') app.quit()
    else if (key === 'close') window.close()
    else webContents.setZoomLevel(zoomAfter(webContents.getZoomLevel(), key))
  })
  void window.loadURL(`${pageOrigin}/`)
  window.once('ready-to-show', () => {
    if (kept.bounds?.isMaximized) window.maximize()
    if (!isHidden) window.show()
  })
  return window
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

const settledMs = 500

/** Keeps where the window is, once it has stopped moving. */
export function rememberBounds(
  window: BrowserWindow,
  keep: (bounds: KeptDesktop['bounds']) => void,
): void {
  let timer: NodeJS.Timeout | undefined
  const moved = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
      keep({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
    }, settledMs)
  }
  window.on('resize', moved)
  window.on('move', moved)
  window.on('maximize', moved)
  window.on('unmaximize', moved)
}
