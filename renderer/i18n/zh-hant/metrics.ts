import type { enMetrics } from '../en/metrics.ts'
import type { Translated } from '../messages.ts'

export const zhHantMetrics: Translated<typeof enMetrics> = {
  metrics: { title: '指標' },
}
