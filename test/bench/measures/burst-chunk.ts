import { cost } from './cost.ts'
import type { Measure } from './measure.ts'

const chunks = 500
const streams = 200
const wholes = 1_000

/** Streams whose chunks come as fast as they are read; what a request costs anyway is taken off. */
export const burstChunk: Measure = {
  name: 'chunks in bursts',
  rows: [{ title: 'CPU µs a chunk, in bursts of 500', aim: 3, hasRatio: true }],
  async take(subject) {
    const whole = await cost(subject, { requests: wholes, concurrency: 16, plan: null })
    const plan = { chunks, pauseMs: 0 }
    const streamed = await cost(subject, { requests: streams, concurrency: 16, plan })
    return [(streamed / streams - whole / wholes) / chunks]
  },
}
