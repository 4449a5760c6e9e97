import { Duplex } from 'node:stream'

/** As much as a socket holds before it asks to wait. */
const heldBytes = 64 * 1024

/**
 * A stream both ways that ends as a socket does. What is lent to us, such as a channel of SSH, may
 * close late or never say so; an HTTP client needs to be rid of it at once.
 */
export class DuplexSocket extends Duplex {
  readonly #inner: Duplex

  constructor(inner: Duplex) {
    super({ highWaterMark: heldBytes })
    this.#inner = inner
    inner.on('data', (piece: Buffer) => {
      if (!this.destroyed && !this.push(piece)) inner.pause()
    })
    inner.on('end', () => {
      if (!this.destroyed) this.push(null)
    })
    inner.on('error', error => this.destroy(error))
    inner.on('close', () => this.destroy())
    if (inner.destroyed) this.destroy()
  }

  override _read(): void {
    this.#inner.resume()
  }

  override _write(piece: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#inner.write(piece, done)
  }

  /** The head of a request and its body leave together. */
  override _writev(
    pieces: readonly { readonly chunk: Buffer }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#inner.write(Buffer.concat(pieces.map(({ chunk }) => chunk)), done)
  }

  override _final(done: () => void): void {
    this.#inner.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy()
    // What had arrived is in the way of its end.
    this.#inner.resume()
    done(error)
  }
}
