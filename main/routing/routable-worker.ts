import type { WorkerId } from '#contract/ids'
import type { Capability } from '#contract/wire/capability'
import type { Vitals } from '#contract/wire/node'
import type { AnswerSink, Exchange, ExchangeLimits, OutgoingRequest } from '../base/exchange.ts'
import type { Candidate } from './strategies/strategy.ts'

/** One slot of a worker, held from the start of an attempt to its end. */
export interface SlotLease {
  firstToken(): void
  /** A failure counts as slow as `penaltyMs`. */
  release(outcome: 'served' | 'failed' | 'cancelled', penaltyMs?: number): void
}

export interface RoutableWire {
  send(request: OutgoingRequest, limits: ExchangeLimits, sink: AnswerSink): Exchange
}

/** What routing needs to know of a worker. */
export interface RoutableWorker extends Candidate {
  readonly id: WorkerId
  /** Null while it has no address. */
  readonly url: string | null
  readonly isReady: boolean
  readonly isStarting: boolean
  readonly isDemo: boolean
  /** Those with the least are asked; the next only when none of them can. */
  readonly rank: number
  readonly models: readonly string[]
  /** Runs our program, which knows more than OpenAI's protocol; false for a plain server. */
  readonly isOurs: boolean
  readonly wire: RoutableWire | null
  readonly load: { take(): SlotLease }
  /** As it told last; null where it does not tell. */
  readonly vitals: Vitals | null
  /** The model to put into a request that names none; null where the worker knows by itself. */
  modelToName(capability: Capability): string | null
  offers(model: string): boolean
  /** Whether the model, or with null any of its models, can do this. */
  can(capability: Capability, model: string | null): boolean
}

/** The workers as routing sees them. */
export interface RoutableFleet {
  all(): readonly RoutableWorker[]
  /** Called when a worker comes, goes or changes its state. */
  onChange(listener: () => void): () => void
  /** A worker failed a request in a way that its next health check should look into at once. */
  suspect(worker: RoutableWorker): void
}
