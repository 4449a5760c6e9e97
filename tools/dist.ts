import { cp, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { buildTargets, targetNames } from './build.ts'
import { fetchElectron } from './electron.ts'
import { inProject, projectDir } from './project.ts'
import { run } from './run.ts'

/** Packs the app with the Electron that is here. Without arguments: a folder for this system. */
async function dist(flags: readonly string[]): Promise<number> {
  await buildTargets(targetNames)
  const electron = await fetchElectron(line => console.log(line))
  const pristine = await mkdtemp(inProject('.cache', 'electron-'))
  try {
    const source = path.dirname(electron.executable)
    const launcher = path.join(source, 'resources', 'app')
    // Electron would run the launcher in place of the packed app.
    await cp(source, pristine, { recursive: true, filter: file => file !== launcher })
    return await run(
      inProject('node_modules', '.bin', 'electron-builder'),
      [
        ...(flags.length > 0 ? flags : ['--dir']),
        `-c.electronDist=${pristine}`,
        `-c.electronVersion=${electron.version}`,
      ],
      { cwd: projectDir },
    )
  } finally {
    await rm(pristine, { recursive: true, force: true })
  }
}

process.exitCode = await dist(process.argv.slice(2))
