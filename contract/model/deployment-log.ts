import type { HostId } from '../ids.ts'

/** One entry of the log of a deployment. No secret is in it. */
export type LogEntry = {
  /** Its place in the log, from 1. */
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly hostId: HostId
  readonly step: string
} & LogContent

export type LogContent =
  /** What is run. */
  | {
      readonly kind: 'command'
      readonly words: string
      readonly script: string
      readonly asRoot: boolean
    }
  /** What it printed, or what Banyan itself has to say. */
  | { readonly kind: 'line'; readonly from: LineOrigin; readonly text: string }
  /** What it came to; both null where it was not run to its end. */
  | {
      readonly kind: 'end'
      readonly exitCode: number | null
      readonly signal: string | null
      readonly durationMs: number
    }

export const lineOrigins = ['stdout', 'stderr', 'banyan'] as const
export type LineOrigin = (typeof lineOrigins)[number]
