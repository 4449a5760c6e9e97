/** How the canned worker is to stream; written into the message, so that every proxy hands it on. */
export interface StreamPlan {
  readonly chunks: number
  /** 0: as fast as it is read. */
  readonly pauseMs: number
}

/** Stands before the time at which a paced chunk was sent, in microseconds of the clock that all processes share. */
export const sentMark = '@'

export const planText = ({ chunks, pauseMs }: StreamPlan) => `[chunks=${chunks} pause=${pauseMs}]`

export function planIn(body: string): StreamPlan {
  const found = /\[chunks=(\d+) pause=(\d+)\]/.exec(body)
  return { chunks: Number(found?.[1] ?? 1), pauseMs: Number(found?.[2] ?? 0) }
}

/** Monotonic, and the same in every process of this computer. */
export const nowMicros = () => Number(process.hrtime.bigint() / 1_000n)
