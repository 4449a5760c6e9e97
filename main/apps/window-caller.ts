import type { App } from '#contract/model/app'
import type { Caller } from './caller.ts'

/** What the user types in the window is nobody's budget. */
const windowApp: App = {
  id: 'window',
  name: 'Banyan',
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

export const windowCaller: Caller = {
  app: windowApp,
  route: 'window',
  mayUseCache: false,
  traceparent: null,
  onRouted() {},
  onCache() {},
}

/** Sends a request once more whose contents are kept; so are those of the second. */
export const repeatingCaller: Caller = {
  ...windowCaller,
  app: { ...windowApp, keepsContents: true },
}
