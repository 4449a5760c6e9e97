import type { ProviderName } from '../wire/health.ts'
import type { RequestTrail } from './request-trail.ts'
import type { TokenCounts } from './token-counts.ts'

/** `refused`: it never reached a worker, for the rules of its app or for what it asked. */
export const requestOutcomes = ['served', 'failed', 'cancelled', 'refused'] as const
export type RequestOutcome = (typeof requestOutcomes)[number]

/** One request that is over, as the history keeps it. */
export interface RequestEntry {
  readonly requestId: string
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  readonly appId: string
  /** The path that it came by, which tells the dialect. */
  readonly route: string
  /** Null: none was named. */
  readonly modelAsked: string | null
  /** As the answer says; null when there was none. */
  readonly model: string | null
  readonly workerId: string | null
  /** Whom that worker asked; null where it does not tell, and where none was asked. */
  readonly provider: ProviderName | null
  readonly attempts: number
  /** Null where it was served at once by its only attempt, and where none is kept. */
  readonly trail: RequestTrail | null
  readonly firstTokenMs: number | null
  readonly latencyMs: number
  /** Null when nobody told. */
  readonly tokens: TokenCounts | null
  /** Null when the tokens or the price are not known. */
  readonly costUsd: number | null
  readonly isCacheHit: boolean
  readonly outcome: RequestOutcome
  /** Of the answer; 0 when there was none. */
  readonly status: number
  readonly errorCode: string | null
}

/** What was said, kept only for apps that allow it. */
export interface RequestContents {
  readonly request: string
  readonly answer: string
}
