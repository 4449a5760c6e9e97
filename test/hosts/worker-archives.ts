import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { temporaryFolder } from '../integration/processes.ts'

const run = promisify(execFile)

/** What was packed, and what its worker says of itself. */
const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))

const programOf = (each: string) => `worker-${each}-x64`
/** Quick rather than small. */
const tar = ['--format=ustar', '--owner=0', '--group=0', '--use-compress-program=gzip -1', '-cf']

/** A folder with the archive of the worker that was packed before, and what a test adds to it. */
export class ArchivesHouse {
  readonly folder: string
  readonly #work: string

  private constructor(folder: string, work: string) {
    this.folder = folder
    this.#work = work
  }

  static async open(cleanup: Cleanup): Promise<ArchivesHouse> {
    const house = new ArchivesHouse(temporaryFolder(cleanup), temporaryFolder(cleanup))
    const packed = `${programOf(version)}.tar.gz`
    symlinkSync(inProject('out', packed), join(house.folder, packed))
    await run('tar', ['-xzf', inProject('out', packed), '-C', house.#work])
    return house
  }

  /** The same worker, as which it does not know itself. */
  async addVersion(other: string): Promise<void> {
    const [from, to] = [this.#at(programOf(version)), this.#at(programOf(other))]
    await run('cp', ['-a', from, to])
    const program = readFileSync(join(from, 'worker.mjs'), 'utf8')
    writeFileSync(join(to, 'worker.mjs'), program.replaceAll(`"${version}"`, `"${other}"`))
    writeFileSync(join(to, 'VERSION'), `${other}\n`)
    const archive = join(this.folder, `${programOf(other)}.tar.gz`)
    await run('tar', [...tar, archive, programOf(other)], { cwd: this.#work })
  }

  /** The worker in an image, made as `docker save` makes it, without a Docker. */
  async addImage(): Promise<void> {
    const program = this.#at(programOf(version))
    const layer = this.#at('layer')
    const node = join(program, 'bin/node')
    const { stdout } = await run('ldd', [node])
    const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => [path, path])
    for (const [from = '', to = ''] of [
      ...libraries,
      [node, '/bin/node'],
      [join(program, 'worker.mjs'), '/worker.mjs'],
    ]) {
      mkdirSync(dirname(join(layer, to)), { recursive: true })
      copyFileSync(from, join(layer, to))
    }
    const image = this.#at('image')
    mkdirSync(image)
    await run('tar', ['-cf', join(image, 'layer.tar'), '-C', layer, '.'])
    const hash = createHash('sha256')
      .update(readFileSync(join(image, 'layer.tar')))
      .digest('hex')
    const config = {
      ...{ architecture: 'amd64', os: 'linux' },
      config: { Env: ['PATH=/bin'], Cmd: ['node', '/worker.mjs'] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${hash}`] },
    }
    const tag = `banyan-worker:${version}`
    const manifest = [{ Config: 'config.json', RepoTags: [tag], Layers: ['layer.tar'] }]
    writeFileSync(join(image, 'config.json'), JSON.stringify(config))
    writeFileSync(join(image, 'manifest.json'), JSON.stringify(manifest))
    const archive = join(this.folder, `worker-image-${version}-x64.tar.gz`)
    await run('tar', [...tar, archive, 'manifest.json', 'config.json', 'layer.tar'], { cwd: image })
  }

  #at(name: string): string {
    return join(this.#work, name)
  }
}
