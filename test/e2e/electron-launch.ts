import { _electron, type ElectronApplication } from 'playwright-core'
import { findElectron } from '#tools/electron'
import { projectDir } from '#tools/project'

interface LaunchOptions {
  readonly dataDir: string
  /** On top of what a desktop gives every program; nothing else of this process is passed on. */
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Another app than Banyan. */
  readonly appDir?: string
}

const desktopNames = [
  'PATH',
  'HOME',
  'LANG',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
]

/** Starts the app as `npm start` does. The caller closes it. */
export function launchApp(options: LaunchOptions): Promise<ElectronApplication> {
  const electron = findElectron()
  if (electron === null) throw new Error('No Electron is here: run `npm run electron:fetch`.')
  const isRoot = process.getuid?.() === 0
  return _electron.launch({
    executablePath: electron.executable,
    args: [
      options.appDir ?? projectDir,
      ...(isRoot ? ['--no-sandbox'] : []),
      ...(options.args ?? []),
    ],
    env: { ...desktopEnvironment(), ...options.env, DATA_DIR: options.dataDir },
  })
}

function desktopEnvironment(): Record<string, string> {
  const pairs = desktopNames.flatMap(name => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(pairs)
}
