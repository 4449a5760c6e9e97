import type { WorkerId } from '../ids.ts'
import type { RequestEntry } from './request-entry.ts'
import type { AttemptNote } from './request-trail.ts'

/** A request that an app sent and that is under way. */
export interface LiveRequest {
  readonly requestId: string
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  readonly appId: string
  /** Null: none was named. */
  readonly model: string | null
}

/** An attempt that failed, whatever became of its request. */
export type LiveFailure = Pick<AttemptNote, 'workerId' | 'model' | 'errorCode' | 'detail'>

/** One that is over, without what only the history needs. */
export type LiveRequestOver = LiveRequestEnd & {
  /** Empty where all went well at once. */
  readonly failures: readonly LiveFailure[]
}

type LiveRequestEnd = Pick<
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
      /** As it is asked of this worker; null: any. */
      readonly model: string | null
      /** 1 is the first. */
      readonly attempt: number
    }
  | { readonly type: 'request.over'; readonly request: LiveRequestOver }
