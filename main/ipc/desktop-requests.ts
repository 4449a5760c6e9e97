import type { RequestHandlers } from '#contract/ipc/requests'
import type { CloseAnswer, DesktopChange, DesktopView, WindowTheme } from '#contract/model/desktop'
import type { Language } from '#contract/model/language'
import type { LinkedPlace } from '#contract/model/place-link'

/** The app on its desktop, as far as the window may look into it and command it. */
export interface DesktopForWindow {
  read(): Promise<DesktopView>
  save(change: DesktopChange): Promise<void>
  look(language: Language, theme: WindowTheme): Promise<void>
  close(does: CloseAnswer): Promise<void>
  seekUpdate(): void
  drawn(): LinkedPlace | null
}

type DesktopRequests = Pick<RequestHandlers, Extract<keyof RequestHandlers, `desktop.${string}`>>

export function desktopRequests(desktop: DesktopForWindow): DesktopRequests {
  return {
    'desktop.read': () => desktop.read(),
    'desktop.save': async change => {
      await desktop.save(change)
      return null
    },
    'desktop.look': async ({ language, theme }) => {
      await desktop.look(language, theme)
      return null
    },
    'desktop.close': async ({ does }) => {
      await desktop.close(does)
      return null
    },
    'desktop.seekUpdate': async () => {
      desktop.seekUpdate()
      return null
    },
    'desktop.drawn': async () => desktop.drawn(),
  }
}
