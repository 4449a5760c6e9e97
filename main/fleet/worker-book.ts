import { FaultError } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import type { Log } from '../base/log.ts'
import { Secret } from '../base/secret.ts'
import type { RemoteWorker } from './fleet.ts'
import { parseWorkerAddress } from './worker-list.ts'

interface WorkerRecord {
  readonly id: WorkerId
  readonly name: string
  readonly url: string
  readonly key: { readonly sealed: Buffer; readonly sealedBy: string } | null
  readonly weight: number
  readonly maxConcurrent: number
  readonly addedAt: number
}

/** The part of the store that the book needs; every write resolves when it is on disk. */
export interface WorkerShelf {
  list(): readonly WorkerRecord[]
  save(worker: WorkerRecord): Promise<void>
  remove(workerId: WorkerId): Promise<boolean>
}

interface KeySealer {
  readonly name: string
  seal(text: string): Promise<Buffer>
  open(sealed: Buffer): Promise<string>
}

/** What a person types to add a worker. */
export interface WorkerEntry {
  readonly url: string
  readonly name: string
  /** A plain server's; may also stand in the address. */
  readonly key: string
}

/** The workers that were added by hand, kept with their keys sealed. */
export class WorkerBook {
  readonly #shelf: WorkerShelf
  readonly #sealer: KeySealer
  readonly #log: Log

  constructor(shelf: WorkerShelf, sealer: KeySealer, log: Log) {
    this.#shelf = shelf
    this.#sealer = sealer
    this.#log = log
  }

  list(): Promise<readonly RemoteWorker[]> {
    return Promise.all(
      this.#shelf.list().map(async ({ id, name, url, key }) => {
        return { id, name, url, key: key && (await this.#open(id, key)) }
      }),
    )
  }

  /** FaultError when the address is none, or is in the book already. */
  async add(entry: WorkerEntry): Promise<RemoteWorker> {
    const address = parseWorkerAddress(entry.url.trim(), 'url')
    const id = WorkerId.parse(address.id)
    if (this.#shelf.list().some(worker => worker.id === id)) {
      throw new FaultError({ code: 'worker.exists', workerId: id })
    }
    const key = entry.key === '' ? address.key : new Secret(entry.key)
    const worker = { id, name: entry.name.trim() || id, url: address.url, key }
    await this.#shelf.save({
      ...worker,
      key: key && { sealed: await this.#sealer.seal(key.reveal()), sealedBy: this.#sealer.name },
      weight: 1,
      maxConcurrent: 1,
      addedAt: Date.now(),
    })
    return worker
  }

  /** FaultError when it is not in the book. */
  async remove(workerId: WorkerId): Promise<void> {
    const wasThere = await this.#shelf.remove(workerId)
    if (!wasThere) throw new FaultError({ code: 'worker.unknown', workerId })
  }

  async #open(
    worker: WorkerId,
    { sealed, sealedBy }: { readonly sealed: Buffer; readonly sealedBy: string },
  ): Promise<Secret | null> {
    try {
      if (sealedBy !== this.#sealer.name) throw new Error(`it was sealed by ${sealedBy}`)
      return new Secret(await this.#sealer.open(sealed))
    } catch (cause) {
      this.#log.warn('saved key of a worker unreadable', { worker, cause })
      return null
    }
  }
}
