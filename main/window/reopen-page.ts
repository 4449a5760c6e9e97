import { type BrowserWindow, dialog } from 'electron'
import type { Log } from '../base/log.ts'
import { pageOrigin } from './page.ts'
import { pageTroubleText } from './page-trouble-text.ts'
import { RecentCrashes } from './recent-crashes.ts'

interface Around {
  /** The system's first, as BCP 47. */
  readonly language: string
  readonly log: Log
  /** Called before another page is opened: what the one before had asked for is void. */
  readonly onGone: () => void
}

/** Opens the page again when its process ended or hangs; the root node lives elsewhere and never notices. */
export function reopenPage(window: BrowserWindow, { language, log, onGone }: Around): void {
  const text = pageTroubleText(language)
  const crashes = new RecentCrashes()
  let waiting: AbortController | null = null

  /** The page says that it was opened again. */
  function open(): void {
    if (!window.isDestroyed()) void window.loadURL(`${pageOrigin}/?reopened`).catch(() => {})
  }

  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.error('window ended', { reason, exitCode })
    waiting?.abort()
    onGone()
    if (crashes.add(Date.now())) void ask()
    else open()
  })

  async function ask(): Promise<void> {
    const { title, detail, open: again, leave } = text.crashing
    window.hide()
    const { response } = await dialog.showMessageBox({
      ...{ type: 'error', message: title, detail, noLink: true },
      ...{ buttons: [again, leave], defaultId: 0, cancelId: 1 },
    })
    crashes.forget()
    open()
    // It stands ready behind the tray all the same.
    if (response === 0) window.show()
  }

  window.on('unresponsive', () => void askWhetherToWait())
  window.on('responsive', () => waiting?.abort())

  async function askWhetherToWait(): Promise<void> {
    if (waiting) return
    log.warn('window does not answer')
    const { title, detail, wait, open: anew } = text.silent
    waiting = new AbortController()
    const { signal } = waiting
    const { response } = await dialog.showMessageBox({
      ...{ type: 'warning', message: title, detail, noLink: true, signal },
      ...{ buttons: [wait, anew], defaultId: 0, cancelId: 0 },
    })
    waiting = null
    // It ends with a crash, after which the page is opened again.
    if (response === 1 && !signal.aborted) window.webContents.forcefullyCrashRenderer()
  }
}
