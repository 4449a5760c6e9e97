import { cp, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { buildTargets, targetNames } from './build.ts'
import { fetchElectron } from './electron.ts'
import { inProject, projectDir } from './project.ts'
import { run } from './run.ts'

/** Packs the app; without arguments a folder for this system. Elsewhere than on Linux the packer gets its own Electron. */
async function dist(flags: readonly string[]): Promise<number> {
  await buildTargets(targetNames)
  const args = flags.length > 0 ? flags : ['--dir']
  if (process.platform !== 'linux') return pack(args)

  const electron = await fetchElectron(line => console.log(line))
  const pristine = await mkdtemp(inProject('.cache', 'electron-'))
  try {
    const source = path.dirname(electron.executable)
    const launcher = path.join(source, 'resources', 'app')
    // Electron would run the launcher in place of the packed app.
    await cp(source, pristine, { recursive: true, filter: file => file !== launcher })
    const { version } = electron
    return await pack([...args, `-c.electronDist=${pristine}`, `-c.electronVersion=${version}`])
  } finally {
    await rm(pristine, { recursive: true, force: true })
  }
}

const pack = (args: readonly string[]): Promise<number> =>
  run(inProject('node_modules', '.bin', 'electron-builder'), args, { cwd: projectDir })

process.exitCode = await dist(process.argv.slice(2))
