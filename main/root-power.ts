import { FaultError } from '#contract/fault'
import type { RootState } from '#contract/model/root-state'
import { Cleanup } from './base/cleanup.ts'
import { Emitter } from './base/emitter.ts'
import type { Log } from './base/log.ts'

/** A root node that is open for requests. */
export interface OpenRoot {
  readonly address: string
  inFlight(): number
}

export type OpenRootNode = (port: number | null, cleanup: Cleanup) => Promise<OpenRoot>

/** Starts and stops the root node, one after the other, and says where it stands. */
export class RootPower {
  readonly #open: OpenRootNode
  readonly #log: Log
  readonly #changed = new Emitter<RootState>()
  #state: RootState = { name: 'stopped' }
  #running: { readonly root: OpenRoot; readonly cleanup: Cleanup } | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(open: OpenRootNode, log: Log) {
    this.#open = open
    this.#log = log
  }

  readonly onChange = this.#changed.subscribe

  get state(): RootState {
    return this.#state
  }

  /** With a port, listens there instead of where the settings say. Ends in `running` or `failed`; never rejects. */
  start(port: number | null = null): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#running) return
      this.#become({ name: 'starting' })
      const cleanup = new Cleanup()
      try {
        const root = await this.#open(port, cleanup)
        this.#running = { root, cleanup }
        this.#become({ name: 'running', address: root.address, since: Date.now() })
      } catch (error) {
        await this.#close(cleanup)
        const fault = error instanceof FaultError ? error.fault : ({ code: 'internal' } as const)
        this.#log.error('root node did not start', { fault: fault.code, cause: error })
        this.#become({ name: 'failed', fault })
      }
    })
  }

  /** Lets requests in flight finish, then takes everything apart; never rejects. */
  stop(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#running) {
        const { root, cleanup } = this.#running
        this.#become({ name: 'stopping', inFlight: root.inFlight() })
        await this.#close(cleanup)
        this.#running = null
      }
      if (this.#state.name !== 'stopped') this.#become({ name: 'stopped' })
    })
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(step)
    this.#last = turn
    return turn
  }

  async #close(cleanup: Cleanup): Promise<void> {
    try {
      await cleanup.run()
    } catch (cause) {
      this.#log.error('closing the root node failed in part', { cause })
    }
  }

  #become(state: RootState): void {
    this.#state = state
    this.#log.info(
      `root node ${state.name}`,
      state.name === 'running' ? { address: state.address } : {},
    )
    this.#changed.emit(state)
  }
}
