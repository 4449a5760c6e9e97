import { ProviderReport } from '../../wire/health.ts'
import { RootHealth } from '../health.ts'
import { MetricsText, RootMetrics } from '../metrics.ts'
import type { Operation } from '../operation.ts'
import { ListedWorker, ListedWorkers } from '../workers.ts'

export const fleetSchemas = {
  RootHealth,
  ListedWorker,
  ListedWorkers,
  ProviderReport,
  RootMetrics,
  MetricsText,
} as const

export const fleetOperations: readonly Operation[] = [
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
  ...metricsTextOperations(),
  ...healthOperations(),
]

function metricsTextOperations(): readonly Operation[] {
  const paths = { getMetricsText: '/metrics', getMonitoringMetrics: '/monitoring/metrics' }
  return Object.entries(paths).map(([id, path]) => ({
    id,
    method: 'get',
    path,
    summary: 'All that is counted, for Prometheus.',
    access: 'secret',
    answerType: 'text/plain',
    answers: { 200: MetricsText },
  }))
}

/** The same answer under the names that different tools look for. */
function healthOperations(): readonly Operation[] {
  const paths = {
    getHealth: '/health',
    getHealthz: '/healthz',
    getMonitoringHealth: '/monitoring/health',
  }
  return Object.entries(paths).map(([id, path]) => ({
    id,
    method: 'get',
    path,
    summary: 'Whether a request would be served now.',
    access: 'anyone',
    answers: { 200: RootHealth, 503: RootHealth },
  }))
}
