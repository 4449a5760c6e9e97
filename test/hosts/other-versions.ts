import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { temporaryFolder } from '../integration/processes.ts'
import { underVersion } from '../lab/under-version.ts'

const run = promisify(execFile)

/** The built archive once more under another version: what answers says that it is that one. */
export async function archiveOf(
  version: string,
  folder: string,
  program: (text: string) => string = text => text,
): Promise<void> {
  const cleanup = new Cleanup()
  const work = temporaryFolder(cleanup)
  const [built, name] = ['worker-0.1.0-x64', `worker-${version}-x64`]
  try {
    await run('tar', ['-xzf', inProject('out', `${built}.tar.gz`), '-C', work])
    await rename(join(work, built), join(work, name))
    const file = join(work, name, 'worker.mjs')
    writeFileSync(file, program(underVersion(readFileSync(file, 'utf8'), version)))
    writeFileSync(join(work, name, 'VERSION'), `${version}\n`)
    const archive = join(folder, `${name}.tar.gz`)
    const owner = ['--owner=0', '--group=0', '--numeric-owner', '--format=ustar']
    await run('tar', [...owner, '--use-compress-program=gzip -1', '-cf', archive, '-C', work, name])
  } finally {
    await cleanup.run()
  }
}
