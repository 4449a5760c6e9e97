/** One need; the first name is Debian 12's, the others are what later systems call it. */
export type Need = readonly [string, ...string[]]

export const needs: readonly Need[] = [
  // Electron
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libnotify4'],
  ['libxtst6'],
  ['libdrm2'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libcups2', 'libcups2t64'],
  // a screen, a session bus and Chinese letters for the end-to-end tests
  ['xvfb'],
  ['xauth'],
  ['dbus-x11'],
  ['fonts-noto-cjk'],
  // the binding of better-sqlite3 for Electron 33
  ['gcc'],
  ['g++'],
  // `ab`, for the integration tests
  ['apache2-utils'],
]

/** Reads `dpkg-query -W -f='${Package} ${db:Status-Status}\n'`. */
export function installedPackages(dpkgOutput: string): ReadonlySet<string> {
  const rows = dpkgOutput.split('\n').map(line => line.trim().split(' '))
  return new Set(rows.flatMap(([name, status]) => (name && status === 'installed' ? [name] : [])))
}

export function missingNeeds(
  wanted: readonly Need[],
  installed: ReadonlySet<string>,
): readonly Need[] {
  return wanted.filter(names => !names.some(name => installed.has(name)))
}

/** The name by which this system has it; the first when it knows none, so that the error names it. */
export function namesToInstall(
  missing: readonly Need[],
  available: ReadonlySet<string>,
): readonly string[] {
  return missing.map(names => names.find(name => available.has(name)) ?? names[0])
}
