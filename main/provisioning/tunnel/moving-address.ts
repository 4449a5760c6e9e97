import type { HostLink } from '../host-link.ts'

export interface MovingAddressOptions {
  /** The last that is known. */
  readonly last: string
  /** Asks the host; null where no worker runs. */
  look(link: HostLink, signal: AbortSignal): Promise<string | null>
  /** Told when it is another one than before. */
  onMove(address: string): void
  onFailure(cause: unknown): void
  readonly now?: () => number
}

/** So that whoever asks for a worker that does not run keeps nobody busy. */
const notAgainForMs = 3_000
const lookWithinMs = 20_000

/** Where a worker listens that gets another address with each start, as a container does. */
export class MovingAddress {
  readonly #options: MovingAddressOptions
  readonly #now: () => number
  #last: string
  #looking: Promise<void> | null = null
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor(options: MovingAddressOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#last = options.last
  }

  /** Waits for a look that is under way. */
  async current(): Promise<string> {
    await this.#looking
    return this.#last
  }

  /** Somebody else found it. */
  movedTo(address: string): void {
    this.#last = address
  }

  /** Over a new connection nothing is known for sure: another container may have the address by now. */
  forget(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY
  }

  /** Where it is after another look, or after the one that was just made. */
  async lookAgain(link: HostLink): Promise<string> {
    if (!this.#looking && this.#now() - this.#lookedAt >= notAgainForMs) {
      this.#looking = this.#look(link).finally(() => {
        this.#looking = null
        this.#lookedAt = this.#now()
      })
    }
    return this.current()
  }

  async #look(link: HostLink): Promise<void> {
    const { look, onMove, onFailure } = this.#options
    try {
      const found = await look(link, AbortSignal.timeout(lookWithinMs))
      if (found === null || found === this.#last) return
      this.#last = found
      onMove(found)
    } catch (cause) {
      onFailure(cause)
    }
  }
}
