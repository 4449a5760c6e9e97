import type { MenuItemConstructorOptions } from 'electron'
import type { LinkedPlace } from '#contract/model/place-link'
import type { RootState } from '#contract/model/root-state'
import type { AlertItem } from './last-alerts.ts'
import type { TrayText } from './tray-text.ts'

export interface TrayCommands {
  open(): void
  openAt(place: LinkedPlace): void
  start(): void
  stop(): void
  restart(): void
  copy(text: string): void
  quit(): void
}

export interface TrayView {
  readonly root: RootState
  /** How many workers are away. */
  readonly away: number
  readonly alerts: readonly AlertItem[]
}

/** The tray's menu: what stands first says how it is. */
export function trayMenu(
  view: TrayView,
  text: TrayText,
  commands: TrayCommands,
): MenuItemConstructorOptions[] {
  const { root, alerts } = view
  const mayStart = root.name === 'stopped' || root.name === 'failed'
  const isRunning = root.name === 'running'
  return [
    { id: 'state', label: stateText(view, text), enabled: false },
    { type: 'separator' },
    { id: 'open', label: text.open, click: () => commands.open() },
    {
      id: 'copy-address',
      label: text.copyAddress,
      enabled: isRunning,
      click: () => {
        if (root.name === 'running') commands.copy(root.address)
      },
    },
    { type: 'separator' },
    { id: 'start', label: text.start, visible: mayStart, click: () => commands.start() },
    {
      id: 'stop',
      label: text.stop,
      visible: !mayStart,
      enabled: isRunning,
      click: () => commands.stop(),
    },
    {
      id: 'restart',
      label: text.restart,
      visible: !mayStart,
      enabled: isRunning,
      click: () => commands.restart(),
    },
    { type: 'separator' },
    { id: 'alerts', label: alerts.length > 0 ? text.alerts : text.noAlerts, enabled: false },
    ...alerts.map(({ label, place }, at) => ({
      id: `alert-${at}`,
      label: literal(label),
      click: () => commands.openAt(place),
    })),
    { type: 'separator' },
    { id: 'quit', label: text.quit, click: () => commands.quit() },
  ]
}

export function stateText({ root, away }: Omit<TrayView, 'alerts'>, text: TrayText): string {
  if (root.name !== 'running') return text[root.name]
  return away > 0 ? text.away(root.address, away) : text.running(root.address)
}

/** In a menu `&` marks the letter that is typed to get there. */
const literal = (label: string) => label.replaceAll('&', '&&')
