import type { Fault } from '#contract/fault'
import type { WorkerId } from '#contract/ids'
import type { RequestTrail } from '#contract/model/request-trail'
import type { StrategyName } from '#contract/model/strategy'
import type { TokenCounts } from '#contract/model/token-counts'
import type { Capability } from '#contract/wire/capability'
import type { AnswerHeaders } from '../base/exchange.ts'

/** What the caller wants of the way that a request takes. */
export interface Steering {
  readonly strategy: StrategyName | null
  /** A worker's id or URL: it and no other. */
  readonly pin: string | null
  /** A worker's id or URL: anyone but it. */
  readonly avoid?: string | null
  /** A worker's id or URL: first, if it can serve. */
  readonly prefer: string | null
  /** Requests of one key go to one worker, as long as that can serve. */
  readonly session: string | null
  /** What happens to a stream that breaks after its first content; null: what is usual. */
  readonly onCut: 'rescue' | 'error' | null
}

/** Follows an attempt, where requests are traced. */
export interface AttemptTrace {
  /** For the worker, so that its work is told as a part of this. */
  readonly traceparent: string
  firstToken(): void
  /** `faultCode` where it broke off. */
  end(outcome: RequestRecord['outcome'], status: number, faultCode: string | null): void
}

/** A request on its way to whichever worker. */
export interface RoutedRequest {
  readonly requestId: string
  /** What it asks for; chat, where nothing is said. */
  readonly capability?: Capability
  /** Null: any. */
  readonly model: string | null
  readonly isStream: boolean
  /** With the model to put in, where the request names none; a server that is not ours gets OpenAI's fields alone. */
  body(model: string | null, isOurs: boolean): Buffer
  /** Instead of the usual limit on silence. */
  readonly timeoutMs: number | null
  readonly steering?: Steering | undefined
  /** Who asks: those who ask take turns where there is a line. */
  readonly party?: string
  readonly trace?: { attempt(workerId: WorkerId): AttemptTrace }
  /** Hears of each worker that is asked, in order. */
  readonly onAttempt?: (workerId: WorkerId) => void
}

export interface RoutedHead {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly workerId: WorkerId
  readonly attempts: number
  readonly strategy: StrategyName
}

/** Takes the answer. Before `onHead` a fault is the whole answer; after it, a stream that broke. */
export interface RoutedSink {
  onHead(head: RoutedHead): void
  onData(piece: Buffer): boolean
  onEnd(): void
  onFault(fault: Fault, attempts: number): void
  /** What came so far is void, the answer begins anew; who has no such call never hears another answer. */
  onRestart?(head: RoutedHead): void
}

/** Told once for each request, when it is over. */
export type RequestRecord = {
  readonly requestId: string
  readonly capability: Capability
  readonly isStream: boolean
  readonly model: string | null
  readonly workerId: WorkerId | null
  readonly attempts: number
  /** Null where there is no more to tell than that it was served at once. */
  readonly trail: RequestTrail | null
  /** How often its stream broke and was taken up again. */
  readonly rescues: number
  readonly outcome: 'served' | 'failed' | 'cancelled'
  readonly status: number
  readonly fault: Fault | null
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  /** Null when nothing was handed on. */
  readonly firstTokenMs: number | null
  readonly latencyMs: number
  /** As the answer says; null when it does not. */
  readonly answeredModel: string | null
  readonly tokens: TokenCounts | null
}
