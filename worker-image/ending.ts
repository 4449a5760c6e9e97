import type { Log } from './log.ts'

/** One stop, however many ask for it; asking again ends it at once. */
export class Ending {
  readonly #log: Log
  readonly #stop: (withinMs: number) => Promise<void> | undefined
  #hasBegun = false

  constructor(log: Log, stop: (withinMs: number) => Promise<void> | undefined) {
    this.#log = log
    this.#stop = stop
  }

  begin(reason: string, withinMs: number): void {
    if (this.#hasBegun) process.exit(0)
    this.#hasBegun = true
    this.#log.info('stop asked', { reason })
    Promise.resolve(this.#stop(withinMs)).then(
      () => process.exit(0),
      error => {
        this.#log.error('stopping failed', { error })
        process.exit(1)
      },
    )
  }
}
