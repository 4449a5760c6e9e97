import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { runQuietly } from './run.ts'

export interface NpmPackage {
  readonly name: string
  readonly version: string
  /** As the registry states it; pinned here, so that another content is refused. */
  readonly integrity: string
}

/** Unpacks a package of the npm registry, which need not be a dependency, and answers with its folder. */
export async function unpackNpmPackage(source: NpmPackage, into: string): Promise<string> {
  await mkdir(into, { recursive: true })
  const spec = `${source.name}@${source.version}`
  await runQuietly('npm', ['pack', spec, '--loglevel=error', '--pack-destination', into], {
    cwd: into,
  })
  const archive = (await readdir(into)).find(name => name.endsWith('.tgz'))
  if (archive === undefined) throw new Error(`npm pack ${spec} left no archive`)

  const archivePath = path.join(into, archive)
  const integrity = await sha512(archivePath)
  if (integrity !== source.integrity) {
    throw new Error(`${spec} is not what it was: expected ${source.integrity}, got ${integrity}`)
  }
  await runQuietly('tar', ['-xzf', archive], { cwd: into })
  await rm(archivePath)
  return path.join(into, 'package')
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return `sha512-${hash.digest('base64')}`
}
