import { spawnSync } from 'node:child_process'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { inProject } from '../project.ts'
import { runQuietly } from '../run.ts'

/** Its package also brings the server of Prometheus, which nobody asked for: so it is unpacked, not installed. */
const packageName = 'prometheus'
const folder = inProject('.cache', 'promtool')
const unpacked = path.join(folder, 'usr', 'bin', 'promtool')

/** Prometheus's own checker: the system's, or the one that was fetched; null where there is none. */
export function promtoolHere(): string | null {
  const found = ['promtool', unpacked].find(name => spawnSync(name, ['--version']).status === 0)
  return found ?? null
}

/** Gets it from Debian, into the cache of the project. */
export async function fetchPromtool(report: (line: string) => void): Promise<void> {
  if (promtoolHere() !== null) return report('promtool is here.')
  report('Fetching promtool')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await runQuietly('apt-get', ['-qq', 'download', packageName], { cwd: folder })
  const [file = ''] = (await readdir(folder)).filter(name => name.endsWith('.deb'))
  await runQuietly('dpkg-deb', ['--extract', path.join(folder, file), folder])
  await rm(path.join(folder, file))
}
