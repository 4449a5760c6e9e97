import type { AdmittedApps, Caller } from '#main/gateway/admission'
import { anApp } from '../an-app.ts'

/** In the name of an app that may do everything. */
export const aCaller: Caller = {
  app: anApp,
  route: '/v1/chat/completions',
  mayUseCache: false,
  traceparent: null,
  onRouted() {},
  onCache() {},
  onRefused() {},
}

/** Takes everybody for that app. */
export const freeAdmission: AdmittedApps = {
  isKey: () => false,
  identify: () => anApp,
  take() {},
  refused() {},
}
