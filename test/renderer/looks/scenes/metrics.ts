import type { AnswerOf } from '#contract/http/operations'
import { type SeriesFigure, seriesFigures } from '#contract/model/series'
import { Refusal } from '../../fake-bridge.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'

type Series = AnswerOf<'getMetricsSeries'>

const root = { name: 'running', address: 'http://127.0.0.1:3000', since: 0 } as const
const workers = ['fra-1a', 'fra-1b', 'nrt-1a', '法兰克福的第二台工作节点', 'local-1'].map(id =>
  aWorker(id),
)

/** Waves that look like a day. */
function figureAt(name: SeriesFigure, at: number, share: number): number | null {
  const wave = 1 + Math.sin(at / 11 + share * 7) * 0.5 + Math.sin(at * 2.7 + share * 3) * 0.18
  const most: Readonly<Record<SeriesFigure, number>> = {
    requests: 60,
    failed: at % 17 === 0 ? 3 : at % 23 === 0 ? 1 : 0,
    in_flight: 3.4,
    first_token_p50_ms: 380,
    first_token_p95_ms: 810,
    first_token_p99_ms: 1_300,
    latency_p50_ms: 2_900,
    latency_p95_ms: 8_400,
    latency_p99_ms: 13_800,
    prompt_tokens: 21_000,
    completion_tokens: 6_400,
    cost_usd: 0.07,
  }
  if (/_ms$/.test(name) && at % 31 === 30) return null
  const value = most[name] * (/_ms$/.test(name) ? 0.6 + share : share) * wave
  return /requests|failed|tokens/.test(name) ? Math.round(value) : value
}

function series(query: Readonly<Record<string, string>>): Series {
  const step = Number(query['step'] ?? 30)
  const to = Date.parse(query['to'] ?? new Date().toISOString())
  const from = Math.floor(Date.parse(query['from'] ?? '') / (step * 1_000)) * step * 1_000
  const steps = Math.max(1, Math.ceil((to - from) / step / 1_000)) || 1
  const columns = (share: number): Series['columns'] =>
    // Sound: one for each name.
    Object.fromEntries(
      seriesFigures.map(name => [
        name,
        Array.from({ length: steps }, (_, at) => figureAt(name, at, share)),
      ]),
    ) as Series['columns']
  const total = (share: number): Series['total'] => ({
    ...{ requests: 6_412 * share, failed: 41 * share, in_flight: 3.4 * share },
    ...{ first_token_p50_ms: 412, first_token_p95_ms: 880, first_token_p99_ms: 1_400 },
    ...{ latency_p50_ms: 3_110, latency_p95_ms: 8_800, latency_p99_ms: 14_000 },
    ...{ prompt_tokens: 2_412_000 * share, completion_tokens: 711_200 * share },
    cost_usd: 11.84 * share,
  })
  const by = (query['by'] ?? 'none') as Series['by']
  const keys =
    by === 'none'
      ? []
      : by === 'worker'
        ? [...workers.map(({ id }) => id as string), 'a', 'b', 'c', null]
        : by === 'app'
          ? ['cherry', 'novel', 'window']
          : ['gpt-5-mini', 'gemini-2.5-flash', 'claude-sonnet-4-5', '']
  return {
    ...{ by, step, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    total: total(1),
    before: total(0.86),
    columns: columns(1),
    groups: keys.map((key, at) => ({
      ...{ key, name: key === 'cherry' ? 'Cherry Studio' : key === 'novel' ? '小说助手' : null },
      ...{ total: total(1 / (at + 2)), columns: columns(1 / (at + 2)) },
    })),
    counted_from: null,
  }
}

const nothing = (query: Readonly<Record<string, string>>): Series => {
  const { columns, total, ...rest } = series(query)
  const noTotal = Object.fromEntries(
    seriesFigures.map(name => [name, /_ms$/.test(name) ? null : 0]),
  )
  const none = Object.fromEntries(
    seriesFigures.map(name => [name, columns[name].map(() => (/_ms$/.test(name) ? null : 0))]),
  )
  // Sound: one for each name.
  const zero = noTotal as Series['total']
  return { ...rest, total: zero, before: zero, columns: none as Series['columns'], groups: [] }
}

const snapshot = aSnapshot({ root, workers })

export const metricsScenes: Readonly<Record<string, Scene>> = {
  metrics: { snapshot, api: { getMetricsSeries: ({ query }) => series(query) } },
  'metrics-empty': { snapshot, api: { getMetricsSeries: ({ query }) => nothing(query) } },
  'metrics-failing': { snapshot, api: { getMetricsSeries: new Refusal({ code: 'internal' }) } },
  'metrics-slow': { snapshot, api: { getMetricsSeries: () => new Promise(() => {}) } },
}
