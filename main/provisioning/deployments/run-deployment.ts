import { setTimeout as pause } from 'node:timers/promises'
import { hostNote } from '#contract/host-note'
import type { DeploymentId, HostId } from '#contract/ids'
import type { LogContent } from '#contract/model/deployment-log'
import type { DeploymentsAround } from './around.ts'
import type { CommandLog } from './command-log.ts'
import { HostRun } from './host-run.ts'
import { HostSession } from './host-session.ts'
import type { LiveDeployment } from './live-deployment.ts'
import { noteOf } from './note-of.ts'
import type { Trouble } from './outcome.ts'
import type { DeploymentRequest } from './request.ts'
import type { Rollout } from './rollout.ts'
import { runRollout } from './run-rollout.ts'
import { failureText, stopReasonOf } from './stop-reason.ts'

export interface DeploymentRun {
  readonly id: DeploymentId
  readonly request: DeploymentRequest
  readonly rollout: Rollout
  readonly live: LiveDeployment
  readonly commands: CommandLog
  readonly around: DeploymentsAround
  readonly ending: AbortSignal
}

/** Works on all hosts of one deployment; when it resolves, each has its final status. */
export async function runDeployment(run: DeploymentRun, signal: AbortSignal): Promise<void> {
  const { rollout, live, around } = run
  const runs = new Map<HostId, HostRun>()
  try {
    await runRollout(
      rollout,
      {
        async run(id) {
          try {
            const hostRun = hostRunOf(run, id)
            runs.set(id, hostRun)
            const end = await hostRun.run(signal)
            await noteEnd(run, id)
            return end
          } catch (failure) {
            const problem = around.redact(failureText(failure))
            const says = [noteOf(failure, around.redact)]
            live.changeHost(id, { status: 'Failed', problem, says })
            return 'Failed'
          }
        },
        gate: ids => gate(run, ids, runs, signal),
        skip(id, reason) {
          live.changeHost(id, {
            ...{ status: 'Cancelled', ...reason, stoppedBy: stopReasonOf(signal) },
          })
        },
      },
      signal,
    )
  } finally {
    for (const each of runs.values()) each.close()
  }
}

function hostRunOf(
  { id, request, live, commands, around, ending }: DeploymentRun,
  hostId: HostId,
): HostRun {
  const host = around.hosts.get(hostId)
  const { action, version, method, breaksLock } = request
  const session = new HostSession(host, around.links, {
    write: (step: string, content: LogContent) => commands.write(hostId, step, content),
    progress: (step, done, total) => live.progress(hostId, step, done, total),
    redact: around.redact,
  })
  return new HostRun({
    ...{ deploymentId: id, wish: { action, version, method }, breaksLock, host, session },
    ...{ around, ending },
    record: {
      host: change => live.changeHost(hostId, change),
      step: (place, change) => live.changeStep(hostId, place, change),
      endSteps: status => live.endSteps(hostId, status),
    },
  })
}

/** Those that changed have to stay well for a while; where nothing changed there is nothing to prove. */
async function gate(
  { around, live }: DeploymentRun,
  ids: readonly HostId[],
  runs: ReadonlyMap<HostId, HostRun>,
  signal: AbortSignal,
): Promise<Trouble | null> {
  const { gateMs, everyMs } = around.pace.checks
  const watched = ids.filter(id => {
    const { status } = live.host(id)
    return status === 'Partial' || (status === 'Success' && (runs.get(id)?.changed ?? 0) > 0)
  })
  const until = performance.now() + gateMs
  while (watched.length > 0 && !signal.aborted) {
    const looks = await Promise.all(
      watched.map(async id => ({ id, failing: await runs.get(id)?.recheck(signal) })),
    )
    const bad = looks.find(({ failing }) => failing)
    if (bad?.failing && !signal.aborted) {
      const { hostName } = live.host(bad.id)
      const { name, message, says } = bad.failing
      return {
        problem: `Skipped: ${hostName} did not stay well. ${name}: ${message}`,
        says: [
          hostNote('not-well-after', { host: hostName, check: name }),
          ...(says ? [says] : []),
        ],
      }
    }
    if (performance.now() >= until) break
    await pause(everyMs, undefined, { signal }).catch(() => {})
  }
  return null
}

async function noteEnd({ id, request, live, around }: DeploymentRun, hostId: HostId) {
  const { status, steps, problem } = live.host(hostId)
  const changed = steps.filter(step => step.changed).map(({ name }) => name)
  const detail = { deployment: id, action: request.action, status, changed, problem }
  await around.note('deployment.host-ended', hostId, detail)
}
