import type { App } from '#contract/model/app'
import type { AdmittedApps, Caller } from '#main/gateway/admission'

const app: App = {
  id: 'default',
  name: 'Default',
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

/** An app that may do everything. */
export const aCaller: Caller = {
  app,
  route: '/v1/chat/completions',
  mayUseCache: false,
  onRouted() {},
  onCache() {},
}

/** Takes everybody for that app. */
export const freeAdmission: AdmittedApps = {
  isKey: () => false,
  identify: () => app,
  take() {},
  refused() {},
}
