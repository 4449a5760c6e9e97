import { spawn } from 'node:child_process'
import type { ElectronInstall } from '../electron/electron-install.ts'
import { projectDir } from '../project.ts'
import { shellCode } from '../run.ts'
import { earlyEndText } from './start-choice.ts'

const earlyMs = 5000

/** Runs the app until it ends and answers with its exit code. */
export function openWindow(electron: ElectronInstall, flags: readonly string[]): Promise<number> {
  const began = Date.now()
  return new Promise((resolve, reject) => {
    const child = spawn(electron.executable, [projectDir, ...flags], { stdio: 'inherit' })
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    // Ctrl+C in a terminal reaches the app by itself; it must not hear it twice.
    process.on('SIGINT', () => {
      if (!process.stdin.isTTY) child.kill('SIGINT')
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      const exitCode = shellCode(code, signal)
      const hint = Date.now() - began < earlyMs ? earlyEndText(exitCode, process.platform) : null
      if (hint !== null) console.error(hint)
      resolve(exitCode)
    })
  })
}
