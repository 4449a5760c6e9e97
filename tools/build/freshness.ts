import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { inProject } from '../project.ts'

/** Written when a build of everything begins; what changed later is not in it. */
export const stampName = 'build-stamp'

const sources = [
  'contract',
  'main',
  'preload',
  'renderer',
  'tracing',
  'worker-image',
  'tools/build',
  'docs/openapi.json',
  'package.json',
  'package-lock.json',
]

/** True when dist/ holds a whole build and no source is newer than it. */
export async function isBuildFresh(): Promise<boolean> {
  const stamp = await stat(inProject('dist', stampName)).catch(() => null)
  if (stamp === null) return false
  const newest = await Promise.all(sources.map(source => newestChange(inProject(source))))
  return Math.max(...newest) < stamp.mtimeMs
}

/** Folders count too: a file that was removed or renamed shows only there. */
async function newestChange(file: string): Promise<number> {
  const stats = await stat(file)
  if (!stats.isDirectory()) return stats.mtimeMs
  const names = await readdir(file)
  const inside = await Promise.all(names.map(name => newestChange(path.join(file, name))))
  return Math.max(stats.mtimeMs, ...inside)
}
