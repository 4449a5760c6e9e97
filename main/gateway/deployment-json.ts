import type { ListedDeployment } from '#contract/http/deployments'
import type {
  Deployment,
  HostDeployment,
  ReplacedHost,
  StepRecord,
} from '#contract/model/deployment'

/** A deployment as the API tells it. */
export function deploymentJson(deployment: Deployment): ListedDeployment {
  const { id, action, rollout, status, version, actor, isDryRun } = deployment
  return {
    ...{ id, action, strategy: rollout, status, version, actor, dry_run: isDryRun },
    started_at: timeText(deployment.startedAt),
    ended_at: deployment.endedAt === null ? null : timeText(deployment.endedAt),
    hosts: deployment.hosts.map(hostJson),
    replaces: replacedJson(deployment.replaces ?? null),
  }
}

function replacedJson(replaced: ReplacedHost | null): ListedDeployment['replaces'] {
  if (!replaced) return null
  const { hostId, hostName, status, uninstall } = replaced
  // Chosen before it begins: until then nobody finds it.
  const begun = status === 'begun' ? uninstall : null
  return { host_id: hostId, host_name: hostName, status, uninstall: begun }
}

function hostJson(host: HostDeployment): ListedDeployment['hosts'][number] {
  const { hostId, hostName, status, workerId, batch, steps, checks, problem, stoppedBy } = host
  return {
    ...{ host_id: hostId, host_name: hostName, status, worker_id: workerId, batch },
    steps: steps.map(stepJson),
    checks: [...checks],
    ...{ problem, stopped_by: stoppedBy ?? null },
  }
}

function stepJson(step: StepRecord): ListedDeployment['hosts'][number]['steps'][number] {
  const { startedAt, durationMs, ...same } = step
  return {
    ...same,
    started_at: startedAt === null ? null : timeText(startedAt),
    duration_ms: durationMs,
  }
}

const timeText = (at: number) => new Date(at).toISOString()
