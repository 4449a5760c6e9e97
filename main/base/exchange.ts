import type { Fault } from '#contract/fault'

/** An HTTP request on its way out, whole. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query. */
  readonly path: string
  /** Empty where there is none. */
  readonly requestId: string
  /** More than goes along with every request; names and values in turn. */
  readonly headers: readonly string[]
  /** JSON. */
  readonly body: Buffer | null
}

/** How long to wait; each in milliseconds. */
export interface ExchangeLimits {
  /** Until the answer's head has arrived. */
  readonly headMs: number
  /** Between two pieces of the body. */
  readonly pieceMs: number
}

export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** Takes an answer in pieces. `onEnd` or `onFault` is the last call, and comes once. */
export interface AnswerSink {
  onHead(status: number, headers: AnswerHeaders): void
  /** False asks for no more until `resume()`. */
  onData(piece: Buffer): boolean
  onEnd(): void
  onFault(fault: Fault): void
}

/** A request that is under way. */
export interface Exchange {
  resume(): void
  /** Ends it at once; the sink hears nothing more. */
  abort(): void
}
