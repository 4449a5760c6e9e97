import { mkdirSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** Where this user's programs keep their data, unless `DATA_DIR` says otherwise. */
export function dataFolderOf(
  dataDir: string | null,
  { platform, env, home }: Surroundings,
): string {
  if (dataDir !== null) return resolve(dataDir)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Banyan')
  if (platform === 'win32')
    return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Banyan')
  const shared = env['XDG_DATA_HOME'] ?? ''
  return join(isAbsolute(shared) ? shared : join(home, '.local', 'share'), 'banyan')
}

export function logFolderOf(logDir: string | null, dataFolder: string): string {
  return logDir === null ? join(dataFolder, 'logs') : resolve(logDir)
}

/** For its owner alone; one that was there already keeps its mode, for it may serve others too. */
export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
}
