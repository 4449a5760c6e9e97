import type { Metric, Registry } from 'prom-client'
import type { Histogram } from './histogram.ts'

export type Labels = Readonly<Record<string, string | number>>

export interface Sample {
  readonly labels: Labels
  readonly value: number
  /** Where it is not the family's own. */
  readonly metricName?: string
}

/** What Prometheus sees under one name, read when it asks. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  read(): readonly Sample[]
}

/** They count what is there, and yet are named as if they only grew: promtool refuses that. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

/** Says in Prometheus's words what is counted. Nothing of it is loaded or measured before somebody asks. */
export class Exposition {
  #process: Registry | null = null

  async text(families: readonly Family[]): Promise<string> {
    const { collectDefaultMetrics, Registry } = await import('prom-client')
    if (this.#process === null) {
      this.#process = new Registry()
      collectDefaultMetrics({ register: this.#process })
      for (const name of misnamed) this.#process.removeSingleMetric(name)
    }
    const own = new Registry()
    for (const family of families) own.registerMetric(asMetric(family))
    return `${await own.metrics()}\n${await this.#process.metrics()}`
  }
}

function asMetric({ name, help, type, read }: Family): Metric {
  const metric = { name, get: async () => ({ name, help, type, values: read() }) }
  return metric as unknown as Metric // sound: a registry asks a metric for its name and `get()` alone
}

export function histogramSamples(name: string, labels: Labels, histogram: Histogram): Sample[] {
  const upTo = histogram.upTo()
  const buckets = upTo.map((value, place) => ({
    metricName: `${name}_bucket`,
    labels: { le: histogram.bounds[place] ?? '+Inf', ...labels },
    value,
  }))
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: histogram.sum },
    { metricName: `${name}_count`, labels, value: upTo.at(-1) ?? 0 },
  ]
}
