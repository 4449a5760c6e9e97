import { FaultError } from '#contract/fault'
import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { HostFacts, HostVerdict } from '#contract/model/host-facts'
import type { Clock } from '../../base/clock.ts'
import type { HostLinks } from '../host-link.ts'
import type { Hosts } from '../hosts.ts'
import { problemOfFault, silentProblem, slowProblem } from './fault-problem.ts'
import { lookAtHost } from './look-at-host.ts'
import { verdictOf } from './verdict.ts'

/** How far a discovery is; `verdict` is on disk when it is told. */
export type DiscoveryProgress =
  | { readonly name: 'begun'; readonly hostId: HostId }
  | { readonly name: 'found'; readonly hostId: HostId; readonly verdict: HostVerdict }

export interface DiscoveryParts {
  readonly hosts: Pick<Hosts, 'get' | 'change'>
  /** Best with tries that end within the time of a host, as they know why it is not reached: 8 s for each of three. */
  readonly links: HostLinks
  readonly clock: Clock
  readonly preferredRegions: () => readonly string[]
}

export interface DiscoveryLimits {
  /** Hosts that are looked at side by side. */
  readonly atOnce: number
  /** For each host, from when its turn comes. */
  readonly withinMs: number
}

const usual: DiscoveryLimits = { atOnce: 16, withinMs: 30_000 }

/** Looks at hosts, and keeps what it finds. What is wrong with one of them is a verdict about that one. */
export class Discovery {
  readonly #parts: DiscoveryParts
  readonly #limits: DiscoveryLimits

  constructor(parts: DiscoveryParts, limits: DiscoveryLimits = usual) {
    this.#parts = parts
    this.#limits = limits
  }

  /**
   * Resolves with a verdict for each host, in the order asked for. After `signal`, those not done
   * keep the verdict they had, and are missing here. FaultError `host.unknown` before any is looked at.
   */
  async discover(
    hostIds: readonly HostId[],
    signal: AbortSignal,
    tell: (progress: DiscoveryProgress) => void = () => {},
  ): Promise<ReadonlyMap<HostId, HostVerdict>> {
    const waiting = [...new Set(hostIds)].map(id => this.#parts.hosts.get(id))
    const order = waiting.map(({ id }) => id)
    const verdicts = new Map<HostId, HostVerdict>()
    const failures: unknown[] = []
    const takeTurns = async () => {
      for (let host = waiting.shift(); host && !signal.aborted; host = waiting.shift()) {
        try {
          tell({ name: 'begun', hostId: host.id })
          const verdict = await this.#verdict(host, signal)
          if (verdict === null || !(await this.#keep(host, verdict))) continue
          verdicts.set(host.id, verdict)
          tell({ name: 'found', hostId: host.id, verdict })
        } catch (failure) {
          failures.push(failure)
        }
      }
    }
    await Promise.all(Array.from({ length: this.#limits.atOnce }, takeTurns))
    if (failures.length > 0) throw new AggregateError(failures, 'some hosts were not looked at')
    return new Map(order.flatMap(id => entryOf(verdicts, id)))
  }

  /** Null when it was given up because of `signal`. */
  async #verdict(host: Host, signal: AbortSignal): Promise<HostVerdict | null> {
    const { withinMs } = this.#limits
    let isOpen = false
    const tooLate = new AbortController()
    const timer = setTimeout(() => tooLate.abort(), withinMs)
    const either = AbortSignal.any([signal, tooLate.signal])
    try {
      const opened = () => {
        isOpen = true
      }
      const facts = await unlessAborted(this.#look(host, either, opened), either)
      return verdictOf(host, facts, this.#parts.preferredRegions())
    } catch (failure) {
      if (signal.aborted) return null
      if (tooLate.signal.aborted) {
        const problem = isOpen ? slowProblem : silentProblem
        return { name: 'unseen', problems: [problem(host.name, withinMs)] }
      }
      if (!(failure instanceof FaultError)) throw failure
      return { name: 'unseen', problems: [problemOfFault(failure.fault)] }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Whatever opens links tries again by itself; a link that was lost later is worth one more. */
  async #look(host: Host, signal: AbortSignal, opened: () => void): Promise<HostFacts> {
    const { links, clock } = this.#parts
    try {
      return await lookAtHost(links, clock, host, signal, opened)
    } catch (failure) {
      if (!(failure instanceof FaultError) || failure.fault.code !== 'host.cut') throw failure
      signal.throwIfAborted()
      return lookAtHost(links, clock, host, signal, opened)
    }
  }

  /** False when its owner removed it meanwhile. */
  async #keep(host: Host, verdict: HostVerdict): Promise<boolean> {
    try {
      await this.#parts.hosts.change(host.id, { verdict })
      return true
    } catch (failure) {
      if (failure instanceof FaultError && failure.fault.code === 'host.unknown') return false
      throw failure
    }
  }
}

const entryOf = (verdicts: ReadonlyMap<HostId, HostVerdict>, id: HostId) => {
  const verdict = verdicts.get(id)
  return verdict === undefined ? [] : [[id, verdict] as const]
}

/** Rejects at once, however long the work takes to notice: one host must not hold up the others. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
