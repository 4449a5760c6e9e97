import type { HostNote } from '#contract/host-note'
import type { ListedDeployment, ListedNote } from '#contract/http/deployments'
import type {
  CheckRecord,
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
  const { hostId, hostName, status, workerId, batch, steps, checks } = host
  const { problem, says, stoppedBy } = host
  return {
    ...{ host_id: hostId, host_name: hostName, status, worker_id: workerId, batch },
    steps: steps.map(stepJson),
    checks: checks.map(checkJson),
    ...{ problem, says: says?.map(noteJson) ?? null, stopped_by: stoppedBy ?? null },
  }
}

function stepJson(step: StepRecord): ListedDeployment['hosts'][number]['steps'][number] {
  const { startedAt, durationMs, facts, says, ...same } = step
  return {
    ...same,
    facts: facts ?? null,
    says: says ? noteJson(says) : null,
    started_at: startedAt === null ? null : timeText(startedAt),
    duration_ms: durationMs,
  }
}

const checkJson = ({ says, ...same }: CheckRecord) => ({
  ...same,
  says: says ? noteJson(says) : null,
})

/** Codes of faults have a dot in them, those of sentences have none. */
function noteJson(note: HostNote): ListedNote {
  if (note.code !== 'fault') return { code: note.code, facts: note.facts }
  const { code, ...facts } = note.fault
  return { code, facts }
}

const timeText = (at: number) => new Date(at).toISOString()
