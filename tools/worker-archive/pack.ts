import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { unpackNpmPackage } from '../npm-package.ts'
import { inProject } from '../project.ts'
import { runQuietly } from '../run.ts'
import { type ArchiveArchitecture, nodePackages } from './node-package.ts'

/** What goes in beside Node: where it is in the project, and its name in the archive. */
const files: readonly (readonly [from: string, to: string])[] = [
  ['dist/worker.mjs', 'worker.mjs'],
  ['dist/tracing.mjs', 'tracing.mjs'],
  ['worker-image/banyan-worker.service', 'banyan-worker.service'],
  ['worker-image/worker.env.example', 'worker.env.example'],
  ['LICENSE', 'LICENSE'],
  ['dist/worker.licenses.txt', 'licenses/worker.txt'],
  ['dist/tracing.licenses.txt', 'licenses/tracing.txt'],
]

/** Packs the built worker with Node for a Linux host and answers with the archive; the same bytes each time. */
export async function packWorker(
  version: string,
  architecture: ArchiveArchitecture,
  outDir: string,
): Promise<string> {
  const name = `worker-${version}-${architecture}`
  await mkdir(inProject('.cache'), { recursive: true })
  const work = await mkdtemp(inProject('.cache', 'worker-archive-'))
  try {
    const node = await unpackNpmPackage(nodePackages[architecture], path.join(work, 'node'))
    const place = (to: string) => path.join(work, name, to)
    await mkdir(place('bin'), { recursive: true })
    await mkdir(place('licenses'))
    for (const [from, to] of files) await copyWithMode(inProject(from), place(to), 0o644)
    await copyWithMode(path.join(node, 'LICENSE'), place('licenses/node.txt'), 0o644)
    await copyWithMode(path.join(node, 'bin', 'node'), place('bin/node'), 0o755)
    await writeFile(place('VERSION'), `${version}\n`)
    await chmod(place('VERSION'), 0o644)
    for (const folder of ['', 'bin', 'licenses']) await chmod(place(folder), 0o755)
    await mkdir(outDir, { recursive: true })
    const archive = path.join(outDir, `${name}.tar.gz`)
    await tarAlike(work, name, archive)
    return archive
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function copyWithMode(from: string, to: string, mode: number): Promise<void> {
  await copyFile(from, to)
  await chmod(to, mode)
}

/** Nothing of when, where and by whom it was packed goes in. */
async function tarAlike(folder: string, name: string, archive: string): Promise<void> {
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner']
  const args = ['--format=ustar', ...same, '--use-compress-program=gzip -n', '-cf', archive, name]
  await runQuietly('tar', args, { cwd: folder })
}
