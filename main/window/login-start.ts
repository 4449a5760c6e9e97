import process from 'node:process'
import { app } from 'electron'
import { AutostartEntry } from './autostart-entry.ts'

/** Whether the system starts the app when the person logs in; it keeps that itself. */
export interface LoginStart {
  /** Null where there is no such thing. */
  isOn(): Promise<boolean | null>
  turn(isOn: boolean): Promise<void>
}

/** The same folder of data as now, and no window. */
export function loginStart(dataDir: string | undefined): LoginStart {
  const args = ['--hidden', ...(dataDir === undefined ? [] : [`--data-dir=${dataDir}`])]
  if (process.platform === 'linux') {
    // An AppImage runs from a folder that is there only while it runs.
    const program = process.env['APPIMAGE'] ?? process.execPath
    const folder = app.isPackaged ? [] : [app.getAppPath()]
    return new AutostartEntry(process.env, { program, args: [...folder, ...args] })
  }
  // From the sources it would be Electron itself that is started.
  if (!app.isPackaged) return { isOn: async () => null, turn: async () => {} }
  return {
    isOn: async () => app.getLoginItemSettings({ args }).openAtLogin,
    turn: async isOn => app.setLoginItemSettings({ openAtLogin: isOn, args }),
  }
}

/** macOS passes no arguments to what it starts at login. */
export function wasStartedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}
