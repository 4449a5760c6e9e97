import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FaultError } from '#contract/fault'

/** The worker with its Node, for systemd; or its image, for Docker. */
export type ArchiveKind = 'program' | 'image'

export interface ArchiveName {
  readonly kind: ArchiveKind
  readonly version: string
  /** As Node names it. */
  readonly architecture: string
}

export interface WorkerArchive extends ArchiveName {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** Where archives are looked for, the first first. */
export function archiveFolders(setting: string | null, programs: string): readonly string[] {
  if (setting !== null) return [resolve(setting)]
  // Electron keeps them outside its own archive.
  const inside = basename(dirname(programs)) === 'app.asar' ? '../..' : '.'
  return [join(programs, inside, 'archives'), join(programs, '..', 'out')]
}

/** The archives of workers that can be brought to hosts. */
export class WorkerArchives {
  readonly #folders: readonly string[]
  readonly #hashes = new Map<string, { readonly state: string; readonly sha256: string }>()

  constructor(folders: readonly string[]) {
    this.#folders = folders
  }

  /** One of a name; the newest version first. */
  async list(): Promise<readonly (ArchiveName & { readonly path: string })[]> {
    const found = new Map<string, ArchiveName & { readonly path: string }>()
    for (const folder of this.#folders) {
      for (const file of await filesIn(folder)) {
        const name = nameOf(file)
        if (name && !found.has(file)) found.set(file, { ...name, path: join(folder, file) })
      }
    }
    return [...found.values()].toSorted((a, b) => compareVersions(b.version, a.version))
  }

  /** FaultError `archive.missing` where there is none. */
  async newest(kind: ArchiveKind, architecture: string): Promise<string> {
    const fitting = (await this.list()).find(
      each => each.kind === kind && each.architecture === architecture,
    )
    if (fitting) return fitting.version
    throw this.#missing({ kind, version: '<version>', architecture })
  }

  /** FaultError `archive.missing`. */
  async open(name: ArchiveName): Promise<WorkerArchive> {
    const file = fileOf(name)
    const found = (await this.list()).find(each => basename(each.path) === file)
    if (!found) throw this.#missing(name)
    const { size, mtimeMs } = await stat(found.path)
    return { ...found, bytes: size, sha256: await this.#hash(found.path, `${size} ${mtimeMs}`) }
  }

  async #hash(path: string, state: string): Promise<string> {
    const known = this.#hashes.get(path)
    if (known?.state === state) return known.sha256
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    const sha256 = hash.digest('hex')
    this.#hashes.set(path, { state, sha256 })
    return sha256
  }

  #missing(name: ArchiveName): FaultError {
    return new FaultError({
      code: 'archive.missing',
      file: fileOf(name),
      folders: this.#folders,
      make: name.kind === 'image' ? 'npm run image -- worker --save' : 'npm run worker:archive',
    })
  }
}

/** The program's archive holds one folder of this name. */
export const programName = ({ version, architecture }: Omit<ArchiveName, 'kind'>): string =>
  `worker-${version}-${architecture}`

const fileOf = ({ kind, version, architecture }: ArchiveName) =>
  kind === 'image'
    ? `worker-image-${version}-${architecture}.tar.gz`
    : `${programName({ version, architecture })}.tar.gz`

const fileForm = /^worker-(image-)?(\d+\.\d+\.\d+(?:-[\w.-]{1,40})?)-(x64|arm64)\.tar\.gz$/

function nameOf(file: string): ArchiveName | null {
  const [, image, version, architecture] = fileForm.exec(file) ?? []
  if (version === undefined || architecture === undefined) return null
  return { kind: image === undefined ? 'program' : 'image', version, architecture }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return []
    throw failure
  }
}

/** Below 0 where `a` is older; what follows a `-` comes before the version itself. */
export function compareVersions(a: string, b: string): number {
  const [[plainA, extraA], [plainB, extraB]] = [splitVersion(a), splitVersion(b)]
  const byNumbers = plainA.localeCompare(plainB, 'en', { numeric: true })
  if (byNumbers !== 0 || extraA === extraB) return byNumbers
  if (extraA === '' || extraB === '') return extraA === '' ? 1 : -1
  return extraA.localeCompare(extraB, 'en', { numeric: true })
}

function splitVersion(version: string): readonly [plain: string, extra: string] {
  const at = version.indexOf('-')
  return at < 0 ? [version, ''] : [version.slice(0, at), version.slice(at + 1)]
}
