import { setTimeout as pause } from 'node:timers/promises'
import type { Host } from '#contract/model/host'
import { backoffMs } from '../../base/backoff.ts'
import type { Log } from '../../base/log.ts'
import type { PrivateAuthority } from './private-authority.ts'

export interface CertificateWatchAround {
  /** Those whose worker is reached by TLS. */
  hosts(): readonly Host[]
  /** Made when it is asked for first. */
  authority(): Promise<
    Pick<PrivateAuthority, 'isAging' | 'isRotating' | 'beginRotation' | 'finishRotation'>
  >
  isDue(host: Host): Promise<boolean>
  /** Brings new ones to these hosts, as far as it can; whether they are there, `isDue` says. */
  renew(hosts: readonly Host[]): Promise<void>
  readonly pace?: CertificatePace
  readonly log: Log
}

/** Each in milliseconds. */
export interface CertificatePace {
  readonly firstMs: number
  readonly everyMs: number
  /** After a look that left something undone; twice as long each time, up to `everyMs`. */
  readonly retryMs: number
  /** How long workers may take to go by new files. */
  readonly takenUpMs: number
}

export const usualCertificatePace: CertificatePace = {
  ...{ firstMs: 60_000, everyMs: 12 * 3_600_000 },
  ...{ retryMs: 3_600_000, takenUpMs: 5_000 },
}

/** Sees to it that no certificate of a worker runs out, nor the authority that signs them. */
export class CertificateWatch {
  readonly #around: CertificateWatchAround
  readonly #pace: CertificatePace
  readonly #closing = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #leftUndone = 0

  constructor(around: CertificateWatchAround) {
    this.#around = around
    this.#pace = around.pace ?? usualCertificatePace
  }

  begin(): void {
    this.#lookIn(this.#pace.firstMs)
  }

  /** Whether nothing is left to be done. What was begun before a restart goes on from where it is. */
  async look(): Promise<boolean> {
    if (this.#around.hosts().length === 0) return true
    const authority = await this.#around.authority()
    if (authority.isAging) await authority.beginRotation()
    const isRenewed = await this.#renewDue()
    if (!isRenewed || !authority.isRotating) return isRenewed
    // Before that, a worker might not believe yet who the root node will be from now on.
    await pause(this.#pace.takenUpMs, undefined, { signal: this.#closing.signal })
    await authority.finishRotation()
    return this.#renewDue()
  }

  /** What is under way is not waited for, as whoever carries it out ends after this. */
  close(): void {
    this.#closing.abort()
    if (this.#timer) clearTimeout(this.#timer)
  }

  async #renewDue(): Promise<boolean> {
    const due = await this.#due()
    if (due.length === 0) return true
    await this.#around.renew(due)
    const left = await this.#due()
    for (const { name } of left) {
      this.#around.log.warn('certificates of a worker not renewed', { host: name })
    }
    return left.length === 0
  }

  async #due(): Promise<readonly Host[]> {
    const due: Host[] = []
    for (const host of this.#around.hosts()) if (await this.#around.isDue(host)) due.push(host)
    return due
  }

  #lookIn(ms: number): void {
    this.#timer = setTimeout(() => void this.#lookAndGoOn(), ms)
    this.#timer.unref()
  }

  async #lookAndGoOn(): Promise<void> {
    const { everyMs, retryMs } = this.#pace
    let isDone = false
    try {
      isDone = await this.look()
    } catch (cause) {
      if (this.#closing.signal.aborted) return
      this.#around.log.error('certificates could not be looked after', { cause })
    }
    if (this.#closing.signal.aborted) return
    this.#leftUndone = isDone ? 0 : this.#leftUndone + 1
    const limits = { firstMs: retryMs, mostMs: everyMs }
    this.#lookIn(isDone ? everyMs : backoffMs(this.#leftUndone - 1, limits))
  }
}
