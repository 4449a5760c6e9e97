import type { Fault } from '#contract/fault'
import type { Capability } from '#contract/wire/capability'
import type { AnswerHeaders, Exchange } from '../base/exchange.ts'
import type { Caller } from './admission.ts'
import type { Steering } from './request-headers.ts'

/** The part of routing that the gateway needs: it takes a request and answers in pieces. */
export interface ChatRouter {
  route(
    request: {
      readonly requestId: string
      /** What it asks for; chat, where nothing is said. */
      readonly capability?: Capability
      readonly model: string | null
      readonly isStream: boolean
      body(model: string | null, isOurs: boolean): Buffer
      readonly timeoutMs: number | null
      readonly steering?: Steering | undefined
      /** Who asks: those who ask take turns where there is a line. */
      readonly party?: string
      readonly caller: Caller
    },
    sink: {
      onHead(head: {
        readonly status: number
        readonly headers: AnswerHeaders
        readonly workerId: string
        readonly attempts: number
        readonly strategy?: string
      }): void
      onData(piece: Buffer): boolean
      onEnd(): void
      onFault(fault: Fault, attempts: number): void
    },
  ): Exchange
}
