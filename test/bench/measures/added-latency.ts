import { median } from '../figures.ts'
import { Client } from '../load.ts'
import type { Measure } from './measure.ts'

const requests = 1_000

/** One request after the other over one connection, beside the same straight to the worker. */
export const addedLatency: Measure = {
  name: 'latency',
  rows: [{ title: 'µs added at the median, one at a time', aim: 250, isAdded: true }],
  async take(subject) {
    const client = new Client(subject, 1, null)
    const micros: number[] = []
    for (let sent = 0; sent < requests; sent++) {
      const began = performance.now()
      await client.send()
      micros.push((performance.now() - began) * 1_000)
    }
    await client.close()
    return [median(micros)]
  },
}
