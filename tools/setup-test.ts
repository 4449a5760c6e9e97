import type { ElectronInstall, Report } from './electron/electron-install.ts'
import { fetchElectron } from './electron.ts'
import { installDebianPackages, usesApt } from './setup/install-debian-packages.ts'
import { fetchPromtool } from './setup/promtool.ts'

/** Gets whatever the tests need beyond `npm ci`; quick when it is all there. */
export async function setUpForTests(report: Report): Promise<ElectronInstall> {
  if (usesApt) {
    await installDebianPackages(report)
    await fetchPromtool(report)
  }
  return fetchElectron(report)
}

if (import.meta.main) {
  try {
    const { version } = await setUpForTests(line => console.log(line))
    console.log(`Electron ${version} is here. Everything is ready for \`npm test\`.`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
