import type { App } from '#contract/model/app'

/** An app that may do everything. */
export const anApp: App = {
  id: 'a',
  name: 'A',
  models: [],
  requestsPerMinute: null,
  tokensPerDay: null,
  budgetUsdPerMonth: null,
  expiresAt: null,
  cache: 'off',
  keepsContents: false,
  isRevoked: false,
  keyHint: null,
  createdAt: 0,
}
