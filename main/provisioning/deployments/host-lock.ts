import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import type { Site } from '../step.ts'
import {
  type LockHolder,
  lockAnswerOf,
  lockSeconds,
  releaseLock,
  takeLock,
} from './lock-commands.ts'

export interface HostLockOptions {
  readonly site: Site
  /** For what is done again and again. */
  readonly quietSite: Site
  readonly holder: LockHolder
  /** Milliseconds between two renewals. */
  readonly everyMs: number
}

const releaseWithinMs = 15_000

/** The lock on one host, held until it is released; aborts `lost` when somebody else has it. */
export class HostLock {
  readonly #options: HostLockOptions
  readonly #lost = new AbortController()
  readonly #over = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #beat: Promise<void> = Promise.resolve()

  private constructor(options: HostLockOptions) {
    this.#options = options
  }

  /** FaultError `host.locked` says who is at work and until when. */
  static async take(options: HostLockOptions, signal: AbortSignal): Promise<HostLock> {
    const lock = new HostLock(options)
    await lock.#take(options.site, signal)
    lock.#keep()
    return lock
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Never rejects: a lock that could not be given back runs out by itself. */
  async release(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#over.abort()
    await this.#beat
    if (this.#lost.signal.aborted) return
    const { site, holder } = this.#options
    try {
      await site.run(releaseLock(holder), AbortSignal.timeout(releaseWithinMs))
    } catch {
      site.say(`The lock could not be given back; it runs out within ${lockSeconds} s.`)
    }
  }

  #keep(): void {
    this.#timer = setInterval(() => {
      this.#beat = this.#renew()
    }, this.#options.everyMs)
  }

  async #take(site: Site, signal: AbortSignal): Promise<void> {
    const { holder } = this.#options
    const { stdout } = await site.run(takeLock(holder), signal)
    const answer = lockAnswerOf(stdout)
    if (!answer) {
      const detail = 'the lock could not be read'
      const why = hostReason('lock-unreadable')
      throw new FaultError({ code: 'host.noisy', host: site.host.name, detail, why })
    }
    if (answer.found === 'locked') {
      const until = new Date(Date.now() + answer.forSeconds * 1_000).toISOString()
      const owner = answer.heldBy || 'Somebody'
      throw new FaultError({ code: 'host.locked', host: site.host.name, owner, until })
    }
    if (answer.found === 'expired') {
      site.say(`The lock of ${answer.heldBy || 'somebody'} had run out, and was taken over.`)
    }
    if (answer.found === 'resumed') {
      site.say(`The lock was left by deployment ${answer.heldFor} of this root node.`)
    }
  }

  /** A renewal that does not get through is tried again: the lock outlives three of them. */
  async #renew(): Promise<void> {
    const { quietSite, everyMs } = this.#options
    try {
      const limit = AbortSignal.timeout(everyMs)
      await this.#take(quietSite, AbortSignal.any([this.#over.signal, limit]))
    } catch (failure) {
      if (failure instanceof FaultError && failure.fault.code === 'host.locked') {
        this.#lost.abort(failure)
      }
    }
  }
}
