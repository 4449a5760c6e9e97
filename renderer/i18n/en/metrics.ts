export const enMetrics = {
  metrics: { title: 'Metrics' },
}
