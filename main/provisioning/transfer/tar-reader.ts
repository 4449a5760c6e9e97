/** One file of an archive. Its content is to be read to its end before the next one is asked for. */
export interface TarFile {
  /** Relative, with forward slashes and without `.` or `..`. */
  readonly path: string
  readonly isExecutable: boolean
  readonly bytes: number
  readonly content: AsyncIterable<Buffer>
}

/** What an archive says about itself is not what we make of archives. */
export class TarRefused extends Error {}

const blockBytes = 512
const mostFiles = 1000
const mostBytes = 2 ** 31

/**
 * Reads what `npm run worker:archive` packs, the old ustar form, and refuses all else: links, devices,
 * extended headers, set-user-id, and every path that could lead out of a folder or be read in two ways.
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarFile> {
  const bytes = new ByteReader(source)
  const seen = new Set<string>()
  let total = 0
  for (;;) {
    const block = await bytes.take(blockBytes)
    if (isZero(block)) break
    const header = headerOf(block)
    if (seen.has(header.path)) throw new TarRefused(`${header.path} is in it twice`)
    seen.add(header.path)
    total += header.bytes
    if (seen.size > mostFiles || total > mostBytes) throw new TarRefused('it is too large')
    if (header.isFolder) continue
    let left = header.bytes
    const content = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await bytes.some(left)
        left -= piece.length
        yield piece
      }
    }
    yield { ...header, content: content() }
    while (left > 0) left -= (await bytes.some(left)).length
    await bytes.take((blockBytes - (header.bytes % blockBytes)) % blockBytes)
  }
  if (!(await bytes.isOnlyZeros())) throw new TarRefused('something follows its end')
}

interface Header {
  readonly path: string
  readonly isExecutable: boolean
  readonly isFolder: boolean
  readonly bytes: number
}

function headerOf(block: Buffer): Header {
  if (block.toString('latin1', 257, 265) !== 'ustar\x0000') throw new TarRefused('it is no ustar')
  let sum = 8 * 0x20
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte
  if (octal(block, 148, 156) !== sum) throw new TarRefused('a header is damaged')

  const [prefix, name] = [text(block, 345, 500), text(block, 0, 100)]
  const full = prefix === '' ? name : `${prefix}/${name}`
  const kind = String.fromCharCode(block[156] ?? 0)
  const isFolder = kind === '5'
  if (!isFolder && kind !== '0' && kind !== '\0') {
    throw new TarRefused(`${shown(full)} is neither a file nor a folder`)
  }
  const path = isFolder ? full.replace(/\/$/, '') : full
  if (!isPlainPath(path)) throw new TarRefused(`${shown(full)} is no path for it`)
  const mode = octal(block, 100, 108)
  if (mode > 0o777) throw new TarRefused(`${path} would run as somebody else`)
  const bytes = octal(block, 124, 136)
  if (isFolder && bytes !== 0) throw new TarRefused('a header is damaged')
  return { path, isFolder, isExecutable: (mode & 0o111) !== 0, bytes }
}

/** A path that means the same to every program, and needs no quoting anywhere. */
export function isPlainPath(path: string): boolean {
  return (
    path.length <= 200 &&
    path.split('/').every(part => /^[\w@+.-]+$/.test(part) && part !== '.' && part !== '..')
  )
}

function octal(block: Buffer, from: number, to: number): number {
  const digits = text(block, from, to).replace(/ +$/, '')
  if (!/^[0-7]{1,12}$/.test(digits)) throw new TarRefused('a header is damaged')
  return Number.parseInt(digits, 8)
}

function text(block: Buffer, from: number, to: number): string {
  const end = block.subarray(from, to).indexOf(0)
  return block.toString('latin1', from, end < 0 ? to : from + end)
}

const shown = (path: string) => JSON.stringify(path.slice(0, 200))

const isZero = (bytes: Buffer) => bytes.every(byte => byte === 0)

class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** From one byte to `most`. */
  async some(most: number): Promise<Buffer> {
    if (!(await this.#hasMore())) throw new TarRefused('its end is missing')
    const piece = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(piece.length)
    return piece
  }

  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    for (let left = count; left > 0; ) {
      const piece = await this.some(left)
      left -= piece.length
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  }

  async isOnlyZeros(): Promise<boolean> {
    while (await this.#hasMore()) {
      if (!isZero(this.#rest)) return false
      this.#rest = Buffer.alloc(0)
    }
    return true
  }

  async #hasMore(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next()
      if (next.done) return false
      this.#rest = next.value
    }
    return true
  }
}
