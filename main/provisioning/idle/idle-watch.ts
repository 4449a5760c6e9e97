import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { Clock } from '../../base/clock.ts'
import type { Command, CommandResult } from '../command.ts'
import { countersCommand, type IdleCounters, readCounters } from './counters.ts'
import { hourMs, type IdleHour, type IdleVerdict, idleVerdict, keptMs } from './idle-rule.ts'
import { type IdleSample, sampleBetween } from './idle-sample.ts'

/** Where the hours of hosts are kept. */
export interface IdleShelf {
  list(hostId: HostId): readonly IdleHour[]
  /** In the place of the same hour, if it is there; those before `keepFrom` go. */
  save(hostId: HostId, hour: IdleHour, keepFrom: number): Promise<void>
}

/** More than one a minute would be too many to keep. */
const mostSamples = 60

/** Watches whether machines that are free as long as they are used come near to being reclaimed. */
export class IdleWatch {
  readonly #shelf: IdleShelf
  readonly #clock: Clock
  readonly #last = new Map<HostId, IdleCounters>()

  constructor(shelf: IdleShelf, clock: Clock) {
    this.#shelf = shelf
    this.#clock = clock
  }

  /**
   * Looks once, best every five minutes; how busy it was is known from the second look on. Does
   * nothing for hosts that the rule does not concern.
   */
  async sample(
    host: Host,
    run: (command: Command, signal: AbortSignal) => Promise<CommandResult>,
    signal: AbortSignal,
  ): Promise<void> {
    const shape = concernedFacts(host)
    if (shape === null) return
    const { stdout } = await run(countersCommand, signal)
    const now = readCounters(stdout, host.name)
    const earlier = this.#last.get(host.id)
    this.#last.set(host.id, now)
    const sample = earlier === undefined ? null : sampleBetween(earlier, now, shape)
    if (sample !== null) await this.#keep(host.id, sample)
  }

  concerns(host: Host): boolean {
    return concernedFacts(host) !== null
  }

  /** Null for hosts that the rule does not concern. */
  verdict(host: Host): IdleVerdict | null {
    const shape = concernedFacts(host)
    if (shape === null) return null
    return idleVerdict(this.#shelf.list(host.id), shape.architecture, this.#clock.wallMs())
  }

  /** For hosts that were removed. */
  forget(hostId: HostId): void {
    this.#last.delete(hostId)
  }

  async #keep(hostId: HostId, sample: IdleSample): Promise<void> {
    const now = this.#clock.wallMs()
    const at = now - (now % hourMs)
    const before = this.#shelf.list(hostId).find(hour => hour.at === at)?.samples ?? []
    const samples = [...before, sample].slice(-mostSamples)
    await this.#shelf.save(hostId, { at, samples }, now - keptMs)
  }
}

/** Only Oracle has the rule, and only for what costs nothing. */
function concernedFacts({ verdict, monthlyCost }: Host) {
  if (verdict?.name !== 'seen' || verdict.facts.cloud !== 'oracle') return null
  return monthlyCost !== null && monthlyCost > 0 ? null : verdict.facts
}
