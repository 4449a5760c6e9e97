import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { eachFile, readFileSet, type WorkerFile } from './file-set.ts'
import { type Piece, PieceCutter, piecesOf } from './pieces.ts'
import type { TarFile } from './tar-reader.ts'
import type { WorkerArchive } from './worker-archives.ts'

/** Measured on Node's own binary: level 9 takes 2.4 times as long for 0.6 % less. */
const level = 6
const unusedForMs = 30 * 24 * 3_600_000

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const FileSet = z.array(
  z.object({ path: z.string(), mode: z.enum(['644', '755']), bytes: z.number(), sha256 }),
)
const Pieces = z.array(z.object({ sha256, bytes: z.number(), from: z.number() }))

/**
 * The files of archives, compressed once for all hosts and starts, so that what one transfer sent half of
 * the next one can go on with. It can be deleted at any time.
 */
export class PackedCache {
  readonly #folder: string
  /** Those that were found whole since the start. */
  readonly #proven = new Map<string, readonly Piece[]>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The files of an archive; FaultError `archive.damaged`. */
  files(archive: WorkerArchive): Promise<readonly WorkerFile[]> {
    return this.#inTurn(async () => {
      const path = join(this.#folder, `${archive.sha256}.files.json`)
      const known = FileSet.safeParse(await readJson(path))
      if (known.success) return known.data
      const files = await readFileSet(archive)
      await this.#write(path, JSON.stringify(files))
      return files
    })
  }

  /** The pieces of each file of an archive, by the hash of the file. */
  packed(
    archive: WorkerArchive,
    files: readonly WorkerFile[],
  ): Promise<ReadonlyMap<string, readonly Piece[]>> {
    return this.#inTurn(async () => {
      const hashes = new Map(files.map(file => [file.path, file.sha256]))
      const missing = new Set(hashes.values())
      for (const hash of missing) if (await this.#known(hash)) missing.delete(hash)
      if (missing.size > 0) {
        await this.#prune()
        await eachFile(archive, async file => {
          const hash = hashes.get(file.path)
          if (hash !== undefined && missing.delete(hash)) await this.#pack(file, hash)
        })
      }
      return new Map([...hashes.values()].map(hash => [hash, this.#proven.get(hash) ?? []]))
    })
  }

  async #known(hash: string): Promise<boolean> {
    const path = this.#packedPath(hash)
    const pieces = this.#proven.get(hash) ?? (await this.#proof(hash))
    const size = pieces && (await sizeOf(path))
    if (!pieces || size !== pieces.reduce((sum, piece) => sum + piece.bytes, 0)) return false
    this.#proven.set(hash, pieces)
    const now = new Date()
    await utimes(path, now, now)
    return true
  }

  /** Read anew once in each start: what went bad on this disk must not fail on every host. */
  async #proof(hash: string): Promise<readonly Piece[] | null> {
    const path = this.#packedPath(hash)
    const said = Pieces.safeParse(await readJson(`${path}.json`))
    if (!said.success || (await sizeOf(path)) === null) return null
    const found = await piecesOf(path)
    const isSame = JSON.stringify(found.map(pieceFacts)) === JSON.stringify(said.data)
    return isSame ? found : null
  }

  async #pack(file: TarFile, hash: string): Promise<void> {
    const path = this.#packedPath(hash)
    const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
    const raw = createHash('sha256')
    const cutter = new PieceCutter()
    try {
      const hashed = async function* () {
        for await (const chunk of file.content) {
          raw.update(chunk)
          yield chunk
        }
      }
      await pipeline(hashed, createGzip({ level }), cutter.through, createWriteStream(draft))
      if (raw.digest('hex') !== hash) throw new Error(`${file.path} changed while it was packed`)
      await rename(draft, path)
    } finally {
      await rm(draft, { force: true })
    }
    const pieces = cutter.pieces(path)
    await this.#write(`${path}.json`, JSON.stringify(pieces.map(pieceFacts)))
    this.#proven.set(hash, pieces)
  }

  async #write(path: string, text: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
    await writeFile(draft, text)
    await rename(draft, path)
  }

  /** Also what a killed start left half-made. */
  async #prune(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const before = Date.now() - unusedForMs
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name)
      const { mtimeMs } = await stat(path)
      if (name.endsWith('.draft') || (mtimeMs < before && name.endsWith('.gz'))) await rm(path)
    }
  }

  readonly #packedPath = (hash: string) => join(this.#folder, `${hash}.gz`)

  /** Several hosts want the same at the same time; the first makes it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const answer = this.#turn.then(work)
    this.#turn = answer.catch(() => {})
    return answer
  }
}

const pieceFacts = ({ sha256, bytes, from }: Piece) => ({ sha256, bytes, from })

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch {
    return null
  }
}
