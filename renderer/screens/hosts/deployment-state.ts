import type { DeploymentStatus, StepStatus } from '#contract/model/deployment'
import type { Mark } from '../../ui/state-mark.tsx'

export const deploymentMarks: Readonly<Record<DeploymentStatus, Mark>> = {
  Pending: 'resting',
  Running: 'starting',
  Success: 'healthy',
  Partial: 'degraded',
  Failed: 'offline',
  Recovering: 'degraded',
  Cancelled: 'resting',
}

export const stepMarks: Readonly<Record<StepStatus, Mark>> = {
  pending: 'resting',
  running: 'starting',
  done: 'healthy',
  failed: 'offline',
  undone: 'degraded',
  skipped: 'resting',
  cancelled: 'resting',
}
