import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { runQuietly } from '../run.ts'
import type { ElectronInstall, Report } from './electron-install.ts'

const packageFolder = () =>
  path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** The Electron that the npm package `electron` has downloaded, if it has. */
export function findOwnElectron(): ElectronInstall | null {
  const folder = packageFolder()
  try {
    const read = (...parts: readonly string[]) => readFileSync(path.join(folder, ...parts), 'utf8')
    return {
      executable: path.join(folder, 'dist', read('path.txt')),
      version: read('dist', 'version').trim().replace(/^v/, ''),
    }
  } catch {
    return null
  }
}

/** Null when it could not be had within the time; the reason is reported. */
export async function downloadOwnElectron(
  report: Report,
  withinSeconds: number,
): Promise<ElectronInstall | null> {
  report(`Downloading Electron, about 120 MB; ${withinSeconds} s at most.`)
  const began = Date.now()
  const progress = setInterval(
    () => report(`still downloading, ${Math.round((Date.now() - began) / 1000)} s`),
    10_000,
  )
  try {
    await runQuietly(process.execPath, [path.join(packageFolder(), 'install.js')], {
      timeoutMs: withinSeconds * 1000,
    })
    return findOwnElectron()
  } catch (error) {
    report(`Electron's own download did not work (${reason(error)}).`)
    return null
  } finally {
    clearInterval(progress)
  }
}

/** The innermost cause is the one that a person can do something about. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const causes = [...text.matchAll(/(?:Error: |\[cause\]: )(.+)/g)].map(match => match[1])
  const last = causes.at(-1) ?? text.split('\n')[0] ?? ''
  return last.replace(/^(?:\w*Error: )+/, '').replace(/[\s.{]+$/, '')
}
