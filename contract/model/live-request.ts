import type { WorkerId } from '../ids.ts'
import type { RequestEntry } from './request-entry.ts'

/** A request that an app sent and that is under way. */
export interface LiveRequest {
  readonly requestId: string
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  readonly appId: string
  /** Null: none was named. */
  readonly model: string | null
}

/** One that is over, without what only the history needs. */
export type LiveRequestOver = Pick<
  RequestEntry,
  | 'requestId'
  | 'at'
  | 'appId'
  | 'model'
  | 'workerId'
  | 'outcome'
  | 'attempts'
  | 'firstTokenMs'
  | 'latencyMs'
  | 'tokens'
  | 'errorCode'
>

/**
 * What is told of requests as they go. One that is refused, or answered from what was kept, is only
 * over; so is one that began before anybody looked.
 */
export type LiveRequestChange =
  | { readonly type: 'request.began'; readonly request: LiveRequest }
  | {
      readonly type: 'request.attempt'
      readonly requestId: string
      readonly workerId: WorkerId
      /** 1 is the first. */
      readonly attempt: number
    }
  | { readonly type: 'request.over'; readonly request: LiveRequestOver }
