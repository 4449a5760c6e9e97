import { readFileSync, writeFileSync } from 'node:fs'
import { inProject } from './project.ts'

interface LockEntry {
  readonly version?: string
  readonly dev?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly gypfile?: boolean
  readonly hasInstallScript?: boolean
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>
}

/**
 * Puts three things right that `npm install` leaves wrong in package-lock.json:
 * - npm 10 compiles better-sqlite3, which needs Python and headers from the internet, because the
 *   lock does not repeat the package's own "gypfile": false;
 * - a registry that lacks Biome for other systems leaves those out, and npm 11 then refuses the lock;
 * - ssh2 and what it may use compile native code that neither the bundles nor Electron load.
 */
export function mendLock(lock: Lock): Lock {
  const packages: Record<string, LockEntry> = { ...lock.packages }
  const sqlite = packages['node_modules/better-sqlite3']
  if (sqlite) packages['node_modules/better-sqlite3'] = { ...sqlite, gypfile: false }

  for (const name of ['ssh2', 'cpu-features']) {
    const { hasInstallScript: _, ...entry } = packages[`node_modules/${name}`] ?? {}
    if (entry.version !== undefined) packages[`node_modules/${name}`] = { ...entry, gypfile: false }
  }

  const platforms = packages['node_modules/@biomejs/biome']?.optionalDependencies ?? {}
  for (const [name, version] of Object.entries(platforms)) {
    packages[`node_modules/${name}`] ??= platformEntry(name, version)
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

/** From a name such as `@biomejs/cli-linux-x64-musl`. */
function platformEntry(name: string, version: string): LockEntry {
  const [, os = '', cpu = '', libc] = name.split('-')
  return {
    version,
    ...{ cpu: [cpu], dev: true, ...(libc ? { libc: [libc] } : {}), optional: true, os: [os] },
  }
}

export const readLock = (): Lock => JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))

if (import.meta.main) {
  const text = `${JSON.stringify(mendLock(readLock()), null, 2)}\n`
  writeFileSync(inProject('package-lock.json'), text)
}
