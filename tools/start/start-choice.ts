import type { ElectronInstall } from '../electron/electron-install.ts'

export interface StartFacts {
  readonly flags: readonly string[]
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
  readonly electron: ElectronInstall | null
}

/** Why there is no window although nobody asked for none. */
export type NoWindow = 'no-display' | 'root-user' | 'no-electron'

export type StartChoice =
  | { readonly kind: 'window'; readonly electron: ElectronInstall }
  | { readonly kind: 'headless'; readonly because: 'asked' | NoWindow }

const needsNoWindow = /^(--headless|--help|-h|--verify-audit|--restore(=.*)?)$/

/** `no-electron` is said last, so that one is fetched only where nothing else is in the way. */
export function chooseStart(facts: StartFacts): StartChoice {
  if (facts.flags.some(flag => needsNoWindow.test(flag))) {
    return { kind: 'headless', because: 'asked' }
  }
  if (!hasDisplay(facts)) return { kind: 'headless', because: 'no-display' }
  if (facts.isRoot && facts.platform === 'linux' && !facts.flags.includes('--no-sandbox')) {
    return { kind: 'headless', because: 'root-user' }
  }
  if (facts.electron === null) return { kind: 'headless', because: 'no-electron' }
  return { kind: 'window', electron: facts.electron }
}

/** Two lines: why, and the command that brings the window. */
export const noWindowText: Readonly<Record<NoWindow, string>> = {
  'no-display':
    'No window: this terminal has no display. The root node runs here instead.\n' +
    'To get the window, run `npm start` on the desktop, or over `ssh -X`.',
  'root-user':
    'No window: the sandbox of Chromium does not run as root. The root node runs here instead.\n' +
    'To get the window, run `npm start` as an ordinary user, or `npm start -- --no-sandbox`.',
  'no-electron':
    'No window: Electron is not here yet. The root node runs here instead.\n' +
    'To get the window, run `npm run electron:fetch`, then `npm start`.',
}

function hasDisplay({ platform, env }: StartFacts): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/** Electron before 38 takes Wayland only when told to. */
export function windowFlags({ flags, env, platform }: StartFacts): readonly string[] {
  const isWaylandOnly = platform === 'linux' && !env['DISPLAY'] && Boolean(env['WAYLAND_DISPLAY'])
  return isWaylandOnly ? ['--ozone-platform=wayland', ...flags] : flags
}

/** What to do about an Electron that ended so soon that the app cannot be the reason. */
export function earlyEndText(exitCode: number, platform: NodeJS.Platform): string | null {
  if (platform !== 'linux') return null
  if (exitCode === librariesMissing) {
    return 'Electron lacks system libraries: `npm run setup:test` installs them. Until then: `npm start -- --headless`.'
  }
  if (sandboxRefused.includes(exitCode)) {
    return 'Electron broke off, most likely because its sandbox is not allowed here: try `npm start -- --no-sandbox`, or `npm start -- --headless`.'
  }
  return null
}

const librariesMissing = 127
/** 128 and SIGTRAP, SIGABRT: how Chromium ends when it cannot go on. */
const sandboxRefused: readonly number[] = [133, 134]
