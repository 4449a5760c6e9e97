import { createStore } from 'zustand/vanilla'
import type { SeriesKey } from '#contract/model/series'

interface MetricsView {
  readonly range: '15m' | '1h' | '6h' | '24h' | '7d' | '30d'
  readonly by: SeriesKey
}

/** How the metrics are looked at, for as long as the window is open. */
export const metricsView = createStore<MetricsView>(() => ({ range: '1h', by: 'none' }))
