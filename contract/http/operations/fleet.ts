import { ProviderReport } from '../../wire/health.ts'
import { RootHealth } from '../health.ts'
import { MetricsText, RootMetrics } from '../metrics.ts'
import type { Operation } from '../operation.ts'
import { MetricsSeries, SeriesColumns, SeriesQuery, SeriesTotal } from '../series.ts'
import { ListedWorker, ListedWorkers } from '../workers.ts'

export const fleetSchemas = {
  RootHealth,
  ListedWorker,
  ListedWorkers,
  ProviderReport,
  RootMetrics,
  MetricsSeries,
  SeriesColumns,
  SeriesTotal,
  MetricsText,
} as const

export const fleetOperations = [
  {
    id: 'listWorkers',
    method: 'get',
    path: '/api/workers',
    summary: 'Every worker that the root node knows, whatever its state.',
    access: 'secret',
    answers: { 200: ListedWorkers },
  },
  {
    id: 'getMetrics',
    method: 'get',
    path: '/api/metrics',
    summary: 'Totals since the root node started, and the same for each worker.',
    access: 'secret',
    answers: { 200: RootMetrics },
  },
  {
    id: 'getMetricsSeries',
    method: 'get',
    path: '/api/metrics/series',
    summary: 'Load, times, tokens and cost of up to 32 days, step by step.',
    access: 'secret',
    query: SeriesQuery,
    answers: { 200: MetricsSeries },
  },
  ...metricsTextOperations(),
  ...healthOperations(),
] as const satisfies readonly Operation[]

function metricsTextOperations() {
  const paths = [
    ['getMetricsText', '/metrics'],
    ['getMonitoringMetrics', '/monitoring/metrics'],
  ] as const
  return paths.map(([id, path]) => ({
    id,
    method: 'get' as const,
    path,
    summary: 'All that is counted, for Prometheus.',
    access: 'secret' as const,
    answerType: 'text/plain' as const,
    answers: { 200: MetricsText },
  }))
}

/** The same answer under the names that different tools look for. */
function healthOperations() {
  const paths = [
    ['getHealth', '/health'],
    ['getHealthz', '/healthz'],
    ['getMonitoringHealth', '/monitoring/health'],
  ] as const
  return paths.map(([id, path]) => ({
    id,
    method: 'get' as const,
    path,
    summary: 'Whether a request would be served now.',
    access: 'anyone' as const,
    answers: { 200: RootHealth, 503: RootHealth },
  }))
}
