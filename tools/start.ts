import { pathToFileURL } from 'node:url'
import { isBuildFresh } from './build/freshness.ts'
import { buildTargets, targetNames } from './build.ts'
import { downloadOwnElectron } from './electron/own-electron.ts'
import { findElectron } from './electron.ts'
import { inProject } from './project.ts'
import { endWithNpm } from './start/end-with-npm.ts'
import { openWindow } from './start/open-window.ts'
import { chooseStart, noWindowText, type StartFacts, windowFlags } from './start/start-choice.ts'

/** Whoever starts the app wants it now; `npm run electron:fetch` waits longer. */
const patienceSeconds = 120

const say = (line: string) => console.log(line)

const known: StartFacts = {
  flags: process.argv.slice(2),
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  electron: findElectron(),
}

if (!(await isBuildFresh())) {
  await buildTargets(targetNames).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}

endWithNpm()

let choice = chooseStart(known)
if (choice.kind === 'headless' && choice.because === 'no-electron') {
  choice = chooseStart({ ...known, electron: await downloadOwnElectron(say, patienceSeconds) })
}

if (choice.kind === 'window') {
  process.exitCode = await openWindow(choice.electron, windowFlags(known))
} else {
  if (choice.because !== 'asked') say(noWindowText[choice.because])
  // In this process, so that signals and the exit code are its own.
  await import(pathToFileURL(inProject('dist', 'headless.mjs')).href)
}
