/**
 * Run as a program, for tests that have no network: `node save-worker-images.ts <folder> <version>`
 * saves the worker's image as `npm run image -- worker --save` does, and as another version too.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { openLabDocker } from './docker.ts'
import { underVersion } from './under-version.ts'

const [folder = '', otherVersion = ''] = process.argv.slice(2)
const cleanup = new Cleanup()
try {
  const { docker, buildImage } = await openLabDocker(cleanup)
  const { version } = JSON.parse(await readFile(inProject('package.json'), 'utf8'))
  const fileOf = (name: string) => `worker-image-${name}-x64.tar.gz`
  await buildImage('worker', 'amd64', '--save')
  await copyFile(inProject('out', fileOf(version)), join(folder, fileOf(version)))

  const program = await readFile(inProject('dist', 'worker.mjs'), 'utf8')
  await writeFile(join(folder, 'worker.mjs'), underVersion(program, otherVersion))
  const from = `FROM banyan-worker:${version}\nCOPY worker.mjs /banyan/\n`
  await writeFile(join(folder, 'Dockerfile'), from)
  const image = `banyan-worker:${otherVersion}`
  await docker('build', '--quiet', '--tag', image, folder)
  const plain = join(folder, 'image.tar')
  await docker('save', '--output', plain, image)
  const saved = createWriteStream(join(folder, fileOf(otherVersion)))
  await pipeline(createReadStream(plain), createGzip(), saved)
} finally {
  await cleanup.run()
}
