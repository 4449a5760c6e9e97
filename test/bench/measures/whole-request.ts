import type { Load } from '../load.ts'
import { cost } from './cost.ts'
import type { Measure } from './measure.ts'

export const wholeLoad: Load = { requests: 4_000, concurrency: 16, plan: null }

/** Whole answers, 16 at once. */
export const wholeRequest: Measure = {
  name: 'whole requests',
  rows: [{ title: 'CPU µs a request, 16 at once', aim: 60, hasRatio: true }],
  async take(subject) {
    return [(await cost(subject, wholeLoad)) / wholeLoad.requests]
  },
}
