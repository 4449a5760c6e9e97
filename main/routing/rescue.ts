import type { Fault } from '#contract/fault'
import type { Attempt } from './attempt.ts'
import { withPrefill } from './prefill.ts'
import { type BrokenStream, Splice, type SpliceKind } from './splice.ts'

/** Calls of tools must not come twice, and the client was told of them. */
export function mayRescue(rescue: Rescue | null, { reading }: Attempt): boolean {
  return reading !== null && !reading.hasToolCalls && rescue?.isWornOut !== true
}

const noBytes = Buffer.alloc(0)
/** A stream that broke so often is not taken up again. */
const mostRescues = 3

/**
 * Takes up a stream that broke: first another worker says it again, and the client reads on where
 * it was; if that says something else, a model that accepts the beginning of its answer goes on.
 */
export class Rescue {
  #kind: SpliceKind = 'again'
  #splice: Splice | null = null
  #count = 0
  /** What broke the stream that the client is reading. */
  #brokenBy: Fault = { code: 'fleet.none-ready' }

  get brokenBy(): Fault {
    return this.#brokenBy
  }

  /** Whether the worker that was asked says something else. */
  get hasDiverged(): boolean {
    return this.#splice?.hasDiverged === true
  }

  get count(): number {
    return this.#count
  }

  get isWornOut(): boolean {
    return this.#count >= mostRescues
  }

  /** Whether workers are asked to go on with a beginning. */
  get isContinuing(): boolean {
    return this.#kind === 'continuation'
  }

  begin({ reading }: Attempt, fault: Fault): void {
    this.#count++
    this.#brokenBy = fault
    const broken = this.#splice?.broken ?? {
      text: reading?.text() ?? '',
      id: reading?.id() ?? null,
    }
    this.#joinTo(broken, this.#kind)
  }

  /** From here on the beginning is sent along; false when that was tried already. */
  goOnFromBeginning(): boolean {
    if (this.#kind === 'continuation' || this.#splice === null) return false
    this.#joinTo(this.#splice.broken, 'continuation')
    return true
  }

  /** The answer that says something else is the answer from now on; what of it came so far. */
  beginAnew(): Buffer {
    const heard = this.#splice?.heard() ?? noBytes
    this.#splice = null
    this.#kind = 'again'
    return heard
  }

  /** The request as the next worker gets it. */
  request(body: Buffer): Buffer {
    if (this.#splice === null || this.#kind === 'again') return body
    return withPrefill(body, this.#splice.broken.text) ?? body
  }

  /** What of these events the client has not read yet. */
  push(events: Buffer): Buffer {
    return this.#splice === null ? events : this.#splice.push(events)
  }

  #joinTo(broken: BrokenStream, kind: SpliceKind): void {
    this.#kind = kind
    this.#splice = new Splice(broken, kind)
  }
}
