import type { Heartbeat } from '#contract/http/nodes'
import type { WorkerId } from '#contract/ids'
import type { Clock } from '../base/clock.ts'
import type { Fleet } from './fleet.ts'
import type { FleetWorker } from './fleet-worker.ts'
import { reportOf } from './health-report.ts'
import { Heartbeats } from './heartbeats.ts'

interface Beat {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly intervalMs: number
  readonly queued: number | null
}

/** What a node is taken at that does not say how often it sends heartbeats. */
const usualIntervalMs = 60_000

interface NodeBeatsOptions {
  readonly fleet: Fleet
  readonly clock: Clock
  readonly lostAfterMs: number
  onWake(): void
}

/** Takes heartbeats: what they say goes to the worker, that they come is watched. */
export class NodeBeats {
  readonly #fleet: Fleet
  readonly #clock: Clock
  readonly #last = new Map<WorkerId, Beat>()
  readonly #heartbeats: Heartbeats<FleetWorker>

  constructor({ fleet, clock, lostAfterMs, onWake }: NodeBeatsOptions) {
    this.#fleet = fleet
    this.#clock = clock
    this.#heartbeats = new Heartbeats({
      clock,
      lostAfterMs,
      onPhase: worker => fleet.announce(worker),
      onSilence: worker => fleet.suspect(worker),
      onWake: () => {
        onWake()
        fleet.lookAnew()
      },
    })
  }

  start(): void {
    this.#heartbeats.start()
  }

  close(): void {
    this.#heartbeats.close()
  }

  /** The last one since the start, or since the node registered. */
  of(id: WorkerId): Beat | null {
    return this.#last.get(id) ?? null
  }

  take(worker: FleetWorker, heartbeat: Heartbeat): void {
    const { interval_seconds: seconds, queued = null, report, status } = heartbeat
    const at = this.#clock.wallMs()
    const before = this.#last.get(worker.id)?.intervalMs ?? usualIntervalMs
    const intervalMs = seconds === undefined ? before : seconds * 1_000
    this.#last.set(worker.id, { at, intervalMs, queued })
    const { cpu_usage = null, memory_usage = null, disk_usage = null } = heartbeat
    const vitals = { cpu_usage, memory_usage, disk_usage }
    const hasNews = report !== undefined && worker.takeDetails(reportOf(report))
    const isOther = worker.takeBeat(vitals, status === 'draining', at)
    if (hasNews || isOther) this.#fleet.announce(worker)
    this.#heartbeats.beat(worker, vitals, intervalMs)
  }

  /** It came anew, or is gone. */
  forget(worker: FleetWorker): void {
    this.#last.delete(worker.id)
    this.#heartbeats.forget(worker)
  }

  /** Called by tests that move the clock. */
  tick(): void {
    this.#heartbeats.tick()
  }
}
