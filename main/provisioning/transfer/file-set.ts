import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { FaultError } from '#contract/fault'
import { readTar, type TarFile, TarRefused } from './tar-reader.ts'
import { programName, type WorkerArchive } from './worker-archives.ts'

/** One file of a version of the worker, as it is to be on a host. */
export interface WorkerFile {
  readonly path: string
  /** As chmod takes it. */
  readonly mode: '644' | '755'
  readonly bytes: number
  readonly sha256: string
}

/** One line a file, sorted; the same for the same files, and kept on the host beside them. */
export function manifestText(files: readonly WorkerFile[]): string {
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ sha256, mode, bytes, path }) => `${sha256} ${mode} ${bytes} ${path}\n`)
    .join('')
}

/** The file of ours beside those of the archive. */
export const manifestName = 'MANIFEST'

/** FaultError `archive.damaged` unless it holds the worker that its name says. */
export async function readFileSet(archive: WorkerArchive): Promise<readonly WorkerFile[]> {
  const files: WorkerFile[] = []
  let version = ''
  await eachFile(archive, async ({ path, isExecutable, bytes, content }) => {
    const hash = createHash('sha256')
    for await (const chunk of content) {
      hash.update(chunk)
      if (path === 'VERSION' && version.length < 100) version += chunk.toString()
    }
    files.push({ path, mode: isExecutable ? '755' : '644', bytes, sha256: hash.digest('hex') })
  })
  if (version !== `${archive.version}\n`) {
    throw damaged(archive, `it is not of the version ${archive.version}`)
  }
  return files
}

/** Each file by its path below the one folder that the archive holds. */
export async function eachFile(
  archive: WorkerArchive,
  visit: (file: TarFile) => Promise<void>,
): Promise<void> {
  const folder = `${programName(archive)}/`
  const packed = createReadStream(archive.path)
  const plain = createGunzip()
  packed.on('error', error => plain.destroy(error))
  packed.pipe(plain)
  try {
    for await (const file of readTar(plain)) {
      const path = file.path.startsWith(folder) ? file.path.slice(folder.length) : ''
      if (path === '' || path === manifestName) {
        throw new TarRefused(`${file.path} has no place in it`)
      }
      await visit({ ...file, path })
    }
  } catch (failure) {
    if (failure instanceof TarRefused) throw damaged(archive, failure.message)
    if (isZlibError(failure)) throw damaged(archive, 'its compression is broken')
    throw failure
  } finally {
    packed.destroy()
    plain.destroy()
  }
}

const isZlibError = (failure: unknown) =>
  failure instanceof Error && 'code' in failure && String(failure.code).startsWith('Z_')

const damaged = (archive: WorkerArchive, detail: string) =>
  new FaultError({ code: 'archive.damaged', file: basename(archive.path), detail })
