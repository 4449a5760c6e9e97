import { FaultError } from '#contract/fault'
import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import { backoffMs } from '../../base/backoff.ts'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { HostLinks } from '../host-link.ts'
import type { Hosts } from '../hosts.ts'
import { type IdleVerdict, leastHours } from './idle-rule.ts'
import type { IdleWatch } from './idle-watch.ts'

export interface IdleRoundsAround {
  readonly hosts: Pick<Hosts, 'list'>
  /** Each opens a connection of its own, which is closed after the look: the tunnel's user has no shell. */
  readonly links: HostLinks
  readonly watch: IdleWatch
  /** False where a host is known not to be reached now. */
  isReachable(host: Host): boolean
  readonly clock: Clock
  readonly log: Log
}

/** What is told of a host that the rule concerns. */
export interface IdleStanding {
  readonly hostId: HostId
  readonly name: string
  /** Null where there are too few samples to tell. */
  readonly isNear: boolean | null
  /** Null without samples; `memory` is null where it does not count. */
  readonly p95: {
    readonly cpu: number
    readonly network: number
    readonly memory: number | null
  } | null
}

const everyMs = 300_000
const lookWithinMs = 30_000
const restLimits = { firstMs: everyMs, mostMs: 3_600_000 }
/** What may be gone by itself; after anything else, trying again is what hosts ban others for. */
const passing = new Set(['host.unreachable', 'host.cut', 'host.noisy'])

/** Looks at one host after the other every five minutes, and knows how each stands to the rule. */
export class IdleRounds {
  readonly #around: IdleRoundsAround
  readonly #closing = new AbortController()
  readonly #verdicts = new Map<HostId, IdleVerdict | null>()
  readonly #failures = new Map<HostId, { readonly count: number; readonly restUntil: number }>()
  #timer: NodeJS.Timeout | null = null
  #round: Promise<void> = Promise.resolve()

  constructor(around: IdleRoundsAround) {
    this.#around = around
  }

  begin(): void {
    // At other times than those who began at the same moment.
    const waitMs = everyMs * (0.9 + Math.random() * 0.2)
    this.#timer = setTimeout(() => {
      this.#round = this.round().finally(() => {
        if (!this.#closing.signal.aborted) this.begin()
      })
    }, waitMs)
    this.#timer.unref()
  }

  /** Never rejects: a host that cannot be looked at is left out. */
  async round(): Promise<void> {
    // Also where nobody is asked: hours that are too old count no longer.
    this.#verdicts.clear()
    for (const host of this.#around.hosts.list()) {
      if (this.#closing.signal.aborted) return
      if (this.#isDue(host)) await this.#look(host)
    }
  }

  /** Null for hosts that the rule does not concern. */
  verdict(host: Host): IdleVerdict | null {
    if (!this.#around.watch.concerns(host)) return null
    const known = this.#verdicts.get(host.id)
    if (known !== undefined) return known
    const verdict = this.#around.watch.verdict(host)
    this.#verdicts.set(host.id, verdict)
    return verdict
  }

  standings(): readonly IdleStanding[] {
    return this.#around.hosts.list().flatMap((host): readonly IdleStanding[] => {
      const verdict = this.verdict(host)
      if (verdict === null) return []
      const isNear = verdict.hours < leastHours ? null : verdict.near
      return [{ hostId: host.id, name: host.name, isNear, p95: countedIn(host, verdict) }]
    })
  }

  /** Its owner changed something about it: what failed may work now, and the rule may read otherwise. */
  lookAnew(id: HostId): void {
    this.#failures.delete(id)
    this.#verdicts.delete(id)
  }

  forget(id: HostId): void {
    this.lookAnew(id)
    this.#around.watch.forget(id)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    if (this.#timer) clearTimeout(this.#timer)
    await this.#round
  }

  #isDue(host: Host): boolean {
    const { watch, isReachable, clock } = this.#around
    const restUntil = this.#failures.get(host.id)?.restUntil ?? 0
    const isKnown = host.trust.name === 'pinned' && watch.concerns(host)
    return isKnown && isReachable(host) && clock.monotonicMs() >= restUntil
  }

  async #look(host: Host): Promise<void> {
    const { links, watch, log } = this.#around
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(lookWithinMs)])
    try {
      const link = await links.open(host.id, signal)
      try {
        await watch.sample(host, (command, limit) => link.run(command, limit), signal)
      } finally {
        link.close()
      }
      this.#failures.delete(host.id)
    } catch (cause) {
      if (this.#closing.signal.aborted) return
      this.#failed(host.id, cause)
      log.warn('a host could not be asked how idle it is', { host: host.name, cause })
    }
    this.#verdicts.delete(host.id)
  }

  #failed(id: HostId, cause: unknown): void {
    const before = this.#failures.get(id)?.count ?? 0
    const isRefused = cause instanceof FaultError && !passing.has(cause.fault.code)
    const restMs = isRefused ? Number.POSITIVE_INFINITY : backoffMs(before + 1, restLimits)
    const restUntil = this.#around.clock.monotonicMs() + restMs
    this.#failures.set(id, { count: before + 1, restUntil })
  }
}

function countedIn({ verdict }: Host, { p95 }: IdleVerdict): IdleStanding['p95'] {
  const isArm = verdict?.name === 'seen' && verdict.facts.architecture === 'arm64'
  return p95 && { ...p95, memory: isArm ? p95.memory : null }
}
