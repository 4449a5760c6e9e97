import { app, type BrowserWindow, Menu, nativeTheme } from 'electron'
import type { Change } from '#contract/ipc/changes'
import type {
  CloseAnswer,
  CloseChoice,
  DesktopChange,
  DesktopView,
  WindowTheme,
} from '#contract/model/desktop'
import { type Language, languageOf } from '#contract/model/language'
import type { LinkedPlace } from '#contract/model/place-link'
import { Emitter } from '../base/emitter.ts'
import type { DesktopFile } from './desktop-file.ts'
import { appMenu } from './editing-menu.ts'
import { editingTexts } from './editing-text.ts'
import type { LoginStart } from './login-start.ts'
import type { PlaceLinks } from './place-links.ts'
import type { UpdateWatch } from './update-watch.ts'
import { bringToFront, rememberBounds } from './window.ts'

export interface DesktopParts {
  readonly file: DesktopFile
  readonly links: PlaceLinks
  readonly login: LoginStart
  readonly updates: UpdateWatch
  hasTray(): Promise<boolean>
  push(change: Change): void
  /** The page stands for the first time, so many milliseconds after the process began. */
  onDrawn(afterMs: number): void
}

/** How the app lives on this desktop: its window, what closing does, where links lead, what is kept of it. */
export class WindowDesktop {
  readonly #parts: DesktopParts
  readonly #spoke = new Emitter<Language>()
  #window: BrowserWindow | null = null
  #isPageThere = false
  #wasDrawn = false
  #isAsking = false
  #isQuitting = false

  /** Told of another language. */
  readonly onSpeak = this.#spoke.subscribe

  constructor(parts: DesktopParts) {
    this.#parts = parts
    const { updates, file } = parts
    updates.onChange(() => void this.#tell())
    if (file.kept.looksForUpdates) updates.begin()
    this.#dressApp()
  }

  get language(): Language {
    return this.#parts.file.kept.language ?? languageOf(app.getLocale())
  }

  hold(window: BrowserWindow): void {
    this.#window = window
    rememberBounds(window, bounds => void this.#parts.file.change({ bounds }).catch(() => {}))
    const gone = () => {
      this.#isPageThere = false
      this.#isAsking = false
      this.#parts.links.hold()
    }
    window.webContents.on('did-start-loading', gone)
    window.webContents.on('render-process-gone', gone)
    window.on('close', event => {
      if (this.#isQuitting) return
      event.preventDefault()
      void this.#closing()
    })
  }

  quitting(): void {
    this.#isQuitting = true
  }

  show(): void {
    if (this.#window) bringToFront(this.#window)
  }

  showAt(place: LinkedPlace): void {
    this.#parts.links.go(place)
    this.show()
  }

  async read(): Promise<DesktopView> {
    const { file, login, updates, hasTray } = this.#parts
    const { closing, looksForUpdates } = file.kept
    const [isTrayThere, startsAtLogin] = await Promise.all([hasTray(), login.isOn()])
    return {
      ...{ closing, looksForUpdates, startsAtLogin },
      hasTray: isTrayThere,
      update: updates.state,
    }
  }

  async save({ startsAtLogin, ...kept }: DesktopChange): Promise<void> {
    const { file, login, updates } = this.#parts
    if (startsAtLogin !== undefined) await login.turn(startsAtLogin)
    await file.change(kept)
    if (kept.looksForUpdates === true) updates.begin()
    if (kept.looksForUpdates === false) updates.end()
    await this.#tell()
  }

  async look(language: Language, theme: WindowTheme): Promise<void> {
    const { file } = this.#parts
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
    if (file.kept.language === language && file.kept.theme === theme) return
    const before = this.language
    await file.change({ language, theme })
    if (before === language) return
    this.#dressApp()
    this.#spoke.emit(language)
  }

  /** What was answered once holds from then on. */
  async close(does: CloseAnswer): Promise<void> {
    this.#isAsking = false
    if (does === 'stay') return
    await this.save({ closing: does })
    this.#close(does)
  }

  seekUpdate(): void {
    void this.#parts.updates.seek()
  }

  drawn(): LinkedPlace | null {
    const { links, onDrawn, push } = this.#parts
    if (!this.#wasDrawn) onDrawn(Math.round(process.uptime() * 1_000))
    this.#wasDrawn = true
    this.#isPageThere = true
    return links.deliver(place => push({ type: 'place', place }))
  }

  /** Asks once, and only where the window would be hard to find again; a page that does not answer is not waited for. */
  async #closing(): Promise<void> {
    const { file, hasTray, push } = this.#parts
    const { closing } = file.kept
    if (closing !== null) return this.#close(closing)
    if (this.#isAsking || !this.#isPageThere || (await hasTray())) {
      this.#isAsking = false
      return this.#close('background')
    }
    this.#isAsking = true
    push({ type: 'desktop.closing' })
  }

  #close(does: CloseChoice): void {
    if (does === 'quit') app.quit()
    else this.#window?.hide()
  }

  async #tell(): Promise<void> {
    this.#parts.push({ type: 'desktop', desktop: await this.read() })
  }

  #dressApp(): void {
    const isMac = process.platform === 'darwin'
    const items = isMac ? appMenu(editingTexts[this.language]) : null
    Menu.setApplicationMenu(items && Menu.buildFromTemplate(items))
  }
}
