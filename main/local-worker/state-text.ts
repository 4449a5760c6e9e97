import type { LocalWorkerState } from '#contract/model/local-workers'
import { offlineText } from '#contract/model/offline-reason'

/** Where a local worker stands, for the steps of an action. */
export function stateText(state: LocalWorkerState): string {
  switch (state.name) {
    case 'stopped':
      return 'is stopped'
    case 'starting':
      return state.port === null ? 'is starting' : `listens on port ${state.port}`
    case 'running':
      return `runs on port ${state.port}`
    case 'stopping':
      return 'is stopping'
    case 'waiting':
      return `ended and is started again soon: ${offlineText(state.reason)}`
    case 'given-up':
      return `was given up: ${offlineText(state.reason)}`
  }
}
