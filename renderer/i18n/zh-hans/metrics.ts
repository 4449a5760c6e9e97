import type { enMetrics } from '../en/metrics.ts'
import type { Translated } from '../messages.ts'

export const zhHansMetrics: Translated<typeof enMetrics> = {
  metrics: { title: '指标' },
}
