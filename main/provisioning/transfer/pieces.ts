import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/**
 * A part of a file at home as it goes over the line: it is asked for, resumed and checked by its own hash,
 * so that a part that came to harm costs no more than itself.
 */
export interface Piece {
  readonly sha256: string
  readonly bytes: number
  /** Where it is at home. */
  readonly path: string
  readonly from: number
}

/** As much of a piece as a host has. */
export interface Arrived {
  readonly bytes: number
  readonly sha256: string
}

/** What of a piece is still to be sent: all after the first `from` bytes. */
export interface Rest {
  readonly piece: Piece
  readonly from: number
}

export const pieceBytes = 4 * 1024 * 1024

/** Hands a stream on as it is; at its end `pieces` says what it was cut into. */
export class PieceCutter {
  readonly #pieces: Omit<Piece, 'path'>[] = []
  readonly #size: number
  #hash: Hash = createHash('sha256')
  #from = 0
  #bytes = 0

  constructor(size: number = pieceBytes) {
    this.#size = size
  }

  readonly through = async function* (
    this: PieceCutter,
    source: AsyncIterable<Buffer>,
  ): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      this.#push(chunk)
      yield chunk
    }
    this.#cut()
  }.bind(this)

  pieces(path: string): readonly Piece[] {
    return this.#pieces.map(piece => ({ ...piece, path }))
  }

  #push(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0; ) {
      const part = rest.subarray(0, this.#size - this.#bytes)
      this.#hash.update(part)
      this.#bytes += part.length
      if (this.#bytes === this.#size) this.#cut()
      rest = rest.subarray(part.length)
    }
  }

  #cut(): void {
    if (this.#bytes === 0) return
    this.#pieces.push({ sha256: this.#hash.digest('hex'), bytes: this.#bytes, from: this.#from })
    this.#from += this.#bytes
    this.#bytes = 0
    this.#hash = createHash('sha256')
  }
}

/** What a file is cut into that goes over the line as it is. */
export async function piecesOf(path: string, size: number = pieceBytes): Promise<readonly Piece[]> {
  const cutter = new PieceCutter(size)
  await pipeline(createReadStream(path), cutter.through, async source => {
    for await (const _ of source);
  })
  return cutter.pieces(path)
}

/** Null where the whole piece arrived. What is there goes for nothing unless it is how the piece begins. */
export async function restOf(piece: Piece, arrived: Arrived | undefined): Promise<Rest | null> {
  if (!arrived || arrived.bytes === 0 || arrived.bytes > piece.bytes) return { piece, from: 0 }
  if (arrived.bytes === piece.bytes) {
    return arrived.sha256 === piece.sha256 ? null : { piece, from: 0 }
  }
  const hash = createHash('sha256')
  const end = piece.from + arrived.bytes - 1
  await pipeline(createReadStream(piece.path, { start: piece.from, end }), hash)
  return { piece, from: hash.digest('hex') === arrived.sha256 ? arrived.bytes : 0 }
}

export const restBytes = ({ piece, from }: Rest): number => piece.bytes - from

/** The bytes of a rest, out of the file at home. */
export function readRest({ piece, from }: Rest): AsyncIterable<Buffer> {
  const [start, end] = [piece.from + from, piece.from + piece.bytes - 1]
  return createReadStream(piece.path, { start, end, highWaterMark: 128 * 1024 })
}

/** For people: two decimals at most. */
export const megabytes = (bytes: number): number => Math.ceil(bytes / 10_000) / 100
