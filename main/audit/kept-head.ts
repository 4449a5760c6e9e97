import { open, readFile, rename } from 'node:fs/promises'
import type { Log } from '../base/log.ts'
import type { Head, KeptHead } from './audit-check.ts'

/** What seals the head, so that who can change the database alone cannot change the head with it. */
export interface HeadSealer {
  readonly name: string
  seal(text: string): Promise<Buffer>
  open(sealed: Buffer): Promise<string>
}

export interface HeadKeeperOptions {
  readonly path: string
  readonly sealer: HeadSealer
  readonly head: () => Head
  readonly log: Log
}

/** Keeps the head of the audit log in a file beside the database, sealed: the end cannot be cut off unseen. */
export class HeadKeeper {
  readonly #options: HeadKeeperOptions
  #next: Head | null = null
  #writing: Promise<void> | null = null

  constructor(options: HeadKeeperOptions) {
    this.#options = options
  }

  /** Of several that come together the last is enough. */
  keep(): void {
    this.#next = this.#options.head()
    this.#writing ??= this.#writeAll()
  }

  /** Resolves when what was asked for is kept. */
  async settled(): Promise<void> {
    await this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#next) {
      const head = this.#next
      this.#next = null
      await this.#write(head).catch(cause =>
        this.#options.log.warn('head of the audit log not kept', { cause }),
      )
    }
    this.#writing = null
  }

  async #write({ seq, hash }: Head): Promise<void> {
    const { path, sealer } = this.#options
    const sealed = await sealer.seal(JSON.stringify({ seq, hash }))
    const file = await open(`${path}.new`, 'w', 0o600)
    try {
      await file.writeFile(`${sealer.name} ${sealed.toString('base64')}\n`)
    } finally {
      await file.close()
    }
    await rename(`${path}.new`, path)
  }
}

/** Without a sealer of that name it is unreadable. */
export async function readKeptHead(path: string, sealer: HeadSealer | null): Promise<KeptHead> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return { state: 'missing' }
  const [name, sealed = ''] = text.trim().split(' ')
  if (!sealer || name !== sealer.name) return { state: 'unreadable' }
  try {
    const { seq, hash } = JSON.parse(await sealer.open(Buffer.from(sealed, 'base64')))
    return { state: 'known', head: { seq: Number(seq), hash: String(hash) } }
  } catch {
    return { state: 'unreadable' }
  }
}
