import type { MenuItemConstructorOptions } from 'electron'
import type { RootState } from '#contract/model/root-state'
import type { TrayText } from './tray-text.ts'

export interface TrayCommands {
  open(): void
  start(): void
  stop(): void
  copy(text: string): void
  quit(): void
}

/** The tray's menu for a state of the root: what stands first says how it is. */
export function trayMenu(
  root: RootState,
  text: TrayText,
  commands: TrayCommands,
): MenuItemConstructorOptions[] {
  const mayStart = root.name === 'stopped' || root.name === 'failed'
  return [
    { id: 'state', label: stateText(root, text), enabled: false },
    { type: 'separator' },
    { id: 'open', label: text.open, click: () => commands.open() },
    { id: 'start', label: text.start, visible: mayStart, click: () => commands.start() },
    {
      id: 'stop',
      label: text.stop,
      visible: !mayStart,
      enabled: root.name === 'running',
      click: () => commands.stop(),
    },
    {
      id: 'copy-address',
      label: text.copyAddress,
      enabled: root.name === 'running',
      click: () => {
        if (root.name === 'running') commands.copy(root.address)
      },
    },
    { type: 'separator' },
    { id: 'quit', label: text.quit, click: () => commands.quit() },
  ]
}

export function stateText(root: RootState, text: TrayText): string {
  return root.name === 'running' ? text.running(root.address) : text[root.name]
}
