import type { WorkerId } from '../ids.ts'
import type { OfflineReason } from './offline-reason.ts'

/** Where the process of a local worker stands; every time is in milliseconds since 1970. */
export type LocalWorkerState =
  | { readonly name: 'stopped' }
  /** It has no port until it listens, and runs when its first health check was good. */
  | { readonly name: 'starting'; readonly pid: number | null; readonly port: number | null }
  | {
      readonly name: 'running'
      readonly pid: number | null
      readonly port: number
      readonly since: number
    }
  | { readonly name: 'stopping' }
  /** It ended by itself and is started again then. */
  | { readonly name: 'waiting'; readonly reason: OfflineReason; readonly retryAt: number }
  /** It ended too often and is left alone. */
  | { readonly name: 'given-up'; readonly reason: OfflineReason; readonly since: number }

export const localWorkerStates = [
  'stopped',
  'starting',
  'running',
  'stopping',
  'waiting',
  'given-up',
] as const satisfies readonly LocalWorkerState['name'][]

/** What can be done with the local workers, all at once. */
export const deployActions = ['start', 'stop', 'restart', 'reinstall'] as const
export type DeployAction = (typeof deployActions)[number]

export const deploySteps = ['environment', 'stop', 'start', 'health'] as const
export type DeployStepName = (typeof deploySteps)[number]

/** A step that is over. */
export interface DeployStep {
  readonly name: DeployStepName
  readonly isDone: boolean
  readonly message: string
  readonly durationMs: number
}

/** An action that is over. */
export interface DeployOutcome {
  readonly action: DeployAction
  readonly isDone: boolean
  readonly message: string
  readonly steps: readonly DeployStep[]
  readonly durationMs: number
}

/** What becomes of the local workers, as it happens. */
export type DeployEvent =
  | { readonly type: 'begun'; readonly action: DeployAction }
  | { readonly type: 'step'; readonly action: DeployAction; readonly step: DeployStepName }
  /** What a step that takes long is doing. */
  | {
      readonly type: 'progress'
      readonly action: DeployAction
      readonly step: DeployStepName
      readonly text: string
    }
  | { readonly type: 'step-over'; readonly action: DeployAction; readonly step: DeployStep }
  | { readonly type: 'over'; readonly outcome: DeployOutcome }
  | {
      readonly type: 'worker'
      readonly workerId: WorkerId
      readonly state: LocalWorkerState
    }
