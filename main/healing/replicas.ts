/** Runs more local workers than are set, as long as there is need. */
export interface ReplicaRunner {
  /** Resolves with what it came to when it is up. */
  add(name: string, signal: AbortSignal): Promise<string>
  remove(name: string): Promise<void>
  /** Whether it answers nothing just now. */
  isIdle(name: string): boolean
}

const idleForMs = 10 * 60_000

/** The workers that healing added: at most so many, each ended when it had nothing to do for ten minutes. */
export class Replicas {
  readonly #runner: ReplicaRunner
  readonly #most: number
  readonly #now: () => number
  /** By name: since when it is idle; null while it is not. */
  readonly #idleSince = new Map<string, number | null>()

  constructor(runner: ReplicaRunner, most: number, now: () => number) {
    this.#runner = runner
    this.#most = most
    this.#now = now
  }

  get canGrow(): boolean {
    return this.#idleSince.size < this.#most
  }

  /** Rejects with an Error when it does not come up; it is then gone again. */
  async grow(signal: AbortSignal): Promise<string> {
    const name = this.#freeName()
    this.#idleSince.set(name, null)
    try {
      return await this.#runner.add(name, signal)
    } catch (error) {
      await this.#drop(name)
      throw error
    }
  }

  /** To be called now and then. Resolves to those that ended. */
  async retire(): Promise<readonly string[]> {
    const now = this.#now()
    const over: string[] = []
    for (const [name, since] of this.#idleSince) {
      if (!this.#runner.isIdle(name)) this.#idleSince.set(name, null)
      else if (since === null) this.#idleSince.set(name, now)
      else if (now - since >= idleForMs) over.push(name)
    }
    await Promise.all(over.map(name => this.#drop(name)))
    return over
  }

  async #drop(name: string): Promise<void> {
    this.#idleSince.delete(name)
    await this.#runner.remove(name)
  }

  #freeName(): string {
    let number = 1
    while (this.#idleSince.has(`local-extra-${number}`)) number++
    return `local-extra-${number}`
  }
}
