import { readRawStream } from '../raw-stream.ts'
import type { Measure } from './measure.ts'

const streams = 256
const chunks = 400
const pauseMs = 5

/**
 * Streams that speak slowly, many at once, so that each chunk comes alone. The bare worker's row
 * shows what pause the load itself can keep: all of it has one core.
 */
export const pacedChunk: Measure = {
  name: 'paced chunks',
  rows: [
    { title: `CPU µs a chunk, ${streams} streams, ${pauseMs} ms apart`, aim: 18, hasRatio: true },
    { title: `ms from chunk to chunk there, ${pauseMs} asked for`, aim: null },
  ],
  async take(subject) {
    const began = performance.now()
    const before = subject.process.cpuMicros()
    const reading = Array.from({ length: streams }, () =>
      readRawStream(subject, { chunks, pauseMs }),
    )
    await Promise.all(reading)
    const micros = subject.process.cpuMicros() - before
    return [micros / (streams * chunks), (performance.now() - began) / chunks]
  },
}
