import { readFileSync } from 'node:fs'
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

const [name = 'worker', ...flags] = process.argv.slice(2)
if (name !== 'worker' && name !== 'root') {
  console.error(`There is no image ${name}. There are: ${Object.keys(images).join(', ')}.`)
  process.exit(2)
}
process.exitCode = await buildImage(name, flags)
