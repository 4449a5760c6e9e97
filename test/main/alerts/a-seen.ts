import { AlertRules } from '#contract/model/alert-rules'
import type { Seen, SeenRequests, SeenWorker } from '#main/alerts/seen'

export const rules = AlertRules.parse({})

export const noRequests: SeenRequests = {
  counted: 0,
  failed: 0,
  streams: 0,
  p95FirstTokenMs: null,
  isWhole: true,
}

export const aWorker = (more: Partial<SeenWorker> = {}): SeenWorker => ({
  id: 'w',
  name: 'W',
  isUp: false,
  since: 0,
  reason: null,
  ...more,
})

/** Nothing is wrong, but for what is said. */
export const seen = (more: Partial<Seen> = {}): Seen => ({
  at: 0,
  workers: [],
  requests: () => noRequests,
  budgets: [],
  disk: { freeBytes: 90 * 2 ** 30, totalBytes: 100 * 2 ** 30 },
  idle: [],
  ...more,
})
