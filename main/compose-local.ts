import { WorkerId } from '#contract/ids'
import type { DeployEvent } from '#contract/model/local-workers'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { Route } from './gateway/route.ts'
import { deploy } from './gateway/routes/deploy.ts'
import { usualPace } from './local-worker/crash-record.ts'
import type { Preparation } from './local-worker/local-steps.ts'
import type { LocalFleet } from './local-worker/local-worker.ts'
import { LocalWorkers } from './local-worker/local-workers.ts'
import { PythonEnvironment } from './local-worker/python/python-environment.ts'
import type { LaunchWorker } from './local-worker/worker-child.ts'
import { workerEnvironment } from './local-worker/worker-environment.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'

export interface LocalSurroundings {
  readonly fleet: Fleet
  readonly settings: ResolvedSettings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly launch: LaunchWorker
  readonly python: {
    readonly folder: string
    /** The text of requirements.txt. */
    readonly requirements: string
  }
  readonly log: Log
}

export interface LocalParts {
  readonly routes: readonly Route[]
  readonly onProgress: LocalWorkers['onProgress']
  /** Whether the root node runs workers of its own. */
  readonly isEnabled: boolean
  /** Starts this one anew; resolves with what it came to. */
  restart(id: WorkerId, signal: AbortSignal): Promise<string>
  /** One more than are set; resolves when it is up. */
  add(id: WorkerId, signal: AbortSignal): Promise<string>
  /** One that was added ends, for good. */
  remove(id: WorkerId): Promise<void>
  /** Puts them into the fleet and starts them. */
  begin(): void
  /** Breaks off what is being done with them. */
  cancel(): void
}

/** Joins the workers that the root runs for itself with the fleet. */
export function composeLocal(around: LocalSurroundings, cleanup: Cleanup): LocalParts {
  const { fleet, settings, launch, log } = around
  const count = settings.localWorker ? settings.localWorkers : 0
  const ids = Array.from({ length: count }, (_, index) => WorkerId.parse(`local-${index + 1}`))
  const local = new LocalWorkers({
    ids,
    launch,
    preparation: preparation(around),
    fleet: localFleet(fleet),
    pace: usualPace,
    log,
  })
  cleanup.defer(fleet.onChange(({ id, phase }) => local.hear(id, phase)))
  cleanup.defer(() => local.close())
  cleanup.defer(local.onProgress(event => logProgress(log, event)))
  return {
    routes: deploy(local),
    onProgress: local.onProgress,
    isEnabled: count > 0,
    restart: (id, signal) => local.restart(id, signal),
    add(id, signal) {
      fleet.addLocal(id)
      return local.add(id, signal)
    },
    async remove(id) {
      await local.remove(id)
      await fleet.remove(id)
    },
    begin() {
      for (const id of ids) fleet.addLocal(id)
      local.begin()
    },
    cancel: () => local.cancel(),
  }
}

function localFleet(fleet: Fleet): LocalFleet {
  return {
    listens: (id, url) => void fleet.localListens(id, url),
    leaves: (id, reason) => fleet.localLeaves(id, reason),
    expected: id => void fleet.localGone(id, null),
    away: (id, reason, retryAt) => void fleet.localGone(id, { reason, retryAt }),
  }
}

function preparation({ settings, env, python, log }: LocalSurroundings): Preparation {
  if (!settings.pythonTools) {
    return {
      prepare: async () => `Node ${process.versions.node}, and no Python: PYTHON_TOOLS is off`,
      variables: id => workerEnvironment(id, settings, env, null),
    }
  }
  const environment = new PythonEnvironment({ ...python, environment: env, log })
  return {
    prepare: (options, signal) => environment.prepare(options, signal),
    variables: id => workerEnvironment(id, settings, env, environment.interpreter),
  }
}

function logProgress(log: Log, event: DeployEvent): void {
  if (event.type === 'step-over') {
    const { name, isDone, message, durationMs } = event.step
    const fields = { action: event.action, step: name, message, durationMs }
    if (isDone) log.info('local workers: step done', fields)
    else log.warn('local workers: step failed', fields)
  }
}
