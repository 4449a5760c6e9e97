import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { buildTargets } from './build.ts'
import { images } from './image-contents.ts'
import { inProject, projectDir } from './project.ts'
import { run, runQuietly } from './run.ts'

const { version }: { version: string } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))

/** Builds an image with Docker; further flags are Docker's own, such as `--platform linux/arm64`. */
async function buildImage(name: keyof typeof images, flags: readonly string[]): Promise<number> {
  await buildTargets(images[name])
  const commit = (format: string) =>
    runQuietly('git', ['log', '-1', `--format=${format}`], { cwd: projectDir }).catch(() => '')
  const [revision, created] = await Promise.all([commit('%H'), commit('%cI')])
  const facts = { VERSION: version, REVISION: revision.trim(), CREATED: created.trim() }
  const args = [
    ...['build', '--file', inProject('worker-image', 'Dockerfile'), '--target', name],
    ...Object.entries(facts).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
    ...['--tag', `banyan-${name}:${version}`, '--tag', `banyan-${name}:latest`],
    ...flags,
    projectDir,
  ]
  const env = { ...process.env, DOCKER_BUILDKIT: '1' }
  return run('docker', args, { cwd: projectDir, env })
}

/** For hosts without a registry: `out/worker-image-<version>-<architecture>.tar.gz`. */
async function saveImage(name: keyof typeof images): Promise<void> {
  const image = `banyan-${name}:${version}`
  const format = ['--format', '{{.Architecture}}']
  const said = await runQuietly('docker', ['image', 'inspect', ...format, image], {
    cwd: projectDir,
  })
  const architecture = said.trim() === 'amd64' ? 'x64' : said.trim()
  const archive = inProject('out', `${name}-image-${version}-${architecture}.tar.gz`)
  await mkdir(inProject('out'), { recursive: true })
  const plain = `${archive}.draft`
  try {
    await runQuietly('docker', ['save', '--output', plain, image], { cwd: projectDir })
    await pipeline(createReadStream(plain), createGzip(), createWriteStream(`${plain}.gz`))
    await rename(`${plain}.gz`, archive)
  } finally {
    await rm(plain, { force: true })
    await rm(`${plain}.gz`, { force: true })
  }
  console.log(path.relative(projectDir, archive))
}

const [name = 'worker', ...given] = process.argv.slice(2)
const flags = given.filter(flag => flag !== '--save')
if (name !== 'worker' && name !== 'root') {
  console.error(`There is no image ${name}. There are: ${Object.keys(images).join(', ')}.`)
  process.exit(2)
}
const exitCode = await buildImage(name, flags)
process.exitCode = exitCode
if (exitCode === 0 && flags.length < given.length) await saveImage(name)
