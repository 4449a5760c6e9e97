import type { DeployedWorker, DeployOutcome, DeployStatus } from '#contract/http/deploy'
import type {
  DeployOutcome as ActionOutcome,
  DeployStep as ActionStep,
  DeployAction,
  LocalWorkerState,
} from '#contract/model/local-workers'
import { offlineText } from '#contract/model/offline-reason'
import type { Route } from '../route.ts'

/** The local workers, as far as their owner commands them. */
export interface DeployedWorkers {
  readonly status: {
    readonly isEnabled: boolean
    readonly isPrepared: boolean
    readonly workers: readonly { readonly id: string; readonly state: LocalWorkerState }[]
    readonly action: {
      readonly name: DeployAction
      readonly steps: readonly ActionStep[]
    } | null
    readonly last: ActionOutcome | null
  }
  act(action: DeployAction): Promise<ActionOutcome>
}

/** `/api/deploy`: the workers that the root node runs for itself. An action goes on when its client leaves. */
export function deploy(workers: DeployedWorkers): readonly Route[] {
  const doing = (path: string, action: DeployAction): Route => ({
    method: 'POST',
    path,
    access: 'owner',
    handle: async call => call.answer(200, outcomeJson(await workers.act(action))),
  })
  return [
    {
      method: 'GET',
      path: '/api/deploy/status',
      access: 'owner',
      handle: call => call.answer(200, statusJson(workers.status)),
    },
    doing('/api/deploy/start', 'start'),
    doing('/api/deploy/stop', 'stop'),
    doing('/api/deploy/restart', 'restart'),
    doing('/api/deploy/reinstall', 'reinstall'),
  ]
}

function statusJson(status: DeployedWorkers['status']): DeployStatus {
  const { isEnabled, isPrepared, action, last } = status
  const workers = status.workers.map(({ id, state }) => workerJson(id, state))
  return {
    enabled: isEnabled,
    initialized: isPrepared,
    worker_port: workers.find(({ port }) => port !== null)?.port ?? null,
    workers,
    action: action && { name: action.name, steps: action.steps.map(stepJson) },
    last: last && { action: last.action, ...outcomeJson(last) },
  }
}

function workerJson(id: string, state: LocalWorkerState): DeployedWorker {
  return {
    id,
    state: state.name,
    state_reason: 'reason' in state ? offlineText(state.reason) : null,
    pid: 'pid' in state ? state.pid : null,
    port: 'port' in state ? state.port : null,
    since: 'since' in state ? timeText(state.since) : null,
    retry_at: 'retryAt' in state ? timeText(state.retryAt) : null,
  }
}

function outcomeJson({ isDone, message, steps, durationMs }: ActionOutcome): DeployOutcome {
  return { success: isDone, message, steps: steps.map(stepJson), duration_ms: durationMs }
}

function stepJson({ name, isDone, message, durationMs }: ActionStep) {
  return { name, success: isDone, message, duration_ms: durationMs }
}

const timeText = (time: number) => new Date(time).toISOString()
