import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import type { Host } from '#contract/model/host'
import type { HostFacts, HostProblem, HostVerdict } from '#contract/model/host-facts'
import { hostChecks } from './checks/host-checks.ts'
import { firstPort, isVersion, openAddress } from './layout.ts'
import type { PlannerParts } from './methods/parts.ts'
import { provisionSteps } from './methods/provision.ts'
import { rotateKeysSteps, rotateSecretSteps } from './methods/rotate.ts'
import { runnerOf, type WorkerMethod, type WorkerSetup } from './methods/worker-setup.ts'
import type { Plan, Planner, PlanWish } from './plan.ts'
import type { Step } from './step.ts'
import { ownKeyGone } from './steps/own-key-gone.ts'
import { PortChoice } from './steps/port-chosen.ts'
import { restarted, started, stopped } from './steps/power.ts'
import { tlsFilesThere } from './steps/tls-files.ts'
import { uninstallSteps } from './steps/uninstalled.ts'

/** Makes plans out of what discovery found; it asks no host anything. */
export function openPlanner(parts: PlannerParts): Planner {
  return {
    async plan(wish, host, verdict) {
      // Coolify sets it up by itself, and may be all that we reach.
      if (isCoolifys(wish, host)) return parts.coolifyPlan(wish, host, verdict)
      const facts = usableFacts(host, verdict)
      const isNew = wish.action === 'provision'
      const method = isNew ? methodFor(wish, host, verdict, facts) : methodThere(wish, host, facts)
      if (method === 'coolify') return parts.coolifyPlan(wish, host, verdict)
      if (facts.privileges !== 'root' && facts.privileges !== 'sudo') {
        const reason = `The user "${host.user}" cannot become root without a password. Let it use sudo with NOPASSWD, or name another user.`
        throw unusable(host, reason, hostReason('no-sudo', { user: host.user }))
      }
      switch (wish.action) {
        case 'provision':
        case 'update':
          return bringPlan(parts, wish, host, facts, method)
        case 'uninstall':
          return leavePlan(parts, host, method)
        default:
          return servingPlan(parts, wish.action, host, facts, method)
      }
    },
  }
}

/** Something new comes: updating is provisioning where something is already. */
async function bringPlan(
  parts: PlannerParts,
  wish: PlanWish,
  host: Host,
  facts: HostFacts,
  method: WorkerMethod,
): Promise<Plan> {
  const version = wish.version ?? (await parts.supply.newest(method, facts.architecture))
  if (!isVersion(version)) {
    throw unusable(host, 'That is not the name of a version.', hostReason('bad-version'))
  }
  const choice = new PortChoice(host.installed?.port ?? firstPort)
  const setup = { host, facts, method, version, choice }
  return planOf(parts, setup, provisionSteps(parts, setup))
}

function leavePlan(parts: PlannerParts, host: Host, method: WorkerMethod): Plan {
  const steps = [...uninstallSteps, ownKeyGone(parts, host.id)]
  return { method, version: null, steps, checks: [], leaves: null }
}

function servingPlan(
  parts: PlannerParts,
  action: Exclude<PlanWish['action'], 'provision' | 'update' | 'uninstall'>,
  host: Host,
  facts: HostFacts,
  method: WorkerMethod,
): Plan {
  const version = host.installed?.version ?? facts.installed?.version ?? null
  if (version === null || !isVersion(version)) {
    const reason = 'It is not known which version is there. Provision it.'
    throw unusable(host, reason, hostReason('version-unknown'))
  }
  const port = host.installed?.port ?? firstPort
  const setup = { host, facts, method, version, choice: new PortChoice(port) }
  const power = { runner: runnerOf(method), port, isTls: host.transport === 'tls' }
  const plan = (steps: readonly Step[]) => ({ ...planOf(parts, setup, steps), version: null })
  switch (action) {
    case 'restart':
      return plan([restarted(power)])
    case 'start':
      return plan([started(power)])
    case 'stop':
      return { ...plan([stopped(power)]), checks: [] }
    case 'rotate-keys':
      return plan(rotateKeysSteps(parts, setup))
    case 'rotate-secret':
      return plan(rotateSecretSteps(parts, setup))
    case 'renew-certificates':
      if (host.transport === 'tls') return plan([tlsFilesThere(parts)])
      throw unusable(
        host,
        'Its worker is not reached by TLS, and has no certificates.',
        hostReason('not-by-tls'),
      )
  }
}

function planOf(parts: PlannerParts, setup: WorkerSetup, steps: readonly Step[]): Plan {
  const { host, method, version, choice } = setup
  return {
    method,
    version,
    steps,
    checks: hostChecks(parts, { runner: runnerOf(method), version, choice }),
    // Asked for when the steps are done: only then the port is known for sure.
    get leaves() {
      const address = host.transport === 'tunnel' ? '127.0.0.1' : openAddress(host)
      return { workerId: host.id, method, version, address, port: choice.port }
    },
  }
}

/** Whether it is known without a look at the host. */
function isCoolifys({ action, method }: PlanWish, host: Host): boolean {
  if (action === 'provision') return (method ?? host.method) === 'coolify'
  const there = host.installed?.method ?? (action === 'uninstall' ? host.method : null)
  return there === 'coolify'
}

function usableFacts(host: Host, verdict: HostVerdict): HostFacts {
  if (verdict.name === 'seen') return verdict.facts
  throw inTheWay(host, verdict)
}

function methodFor(
  wish: PlanWish,
  host: Host,
  verdict: HostVerdict,
  facts: HostFacts,
): WorkerMethod | 'coolify' {
  const methods = verdict.name === 'seen' ? verdict.methods : []
  const chosen = wish.method ?? host.method
  const [best] = methods
  if (!best) throw inTheWay(host, verdict)
  if (chosen === 'auto') return best
  // Docker that is not there yet is installed when somebody wants it.
  const canBe = methods.includes(chosen) || (chosen === 'docker' && facts.apt !== null)
  if (canBe && facts.isSystemd) return chosen
  const possible = methods.join(', ')
  const reason = `The method "${chosen}" cannot be used there; ${possible} can.`
  const why = hostReason('method-impossible', { method: chosen, methods: possible })
  throw unusable(host, reason, why)
}

function methodThere({ action }: PlanWish, host: Host, facts: HostFacts): WorkerMethod | 'coolify' {
  const method = host.installed?.method ?? facts.installed?.method
  if (method) return method
  // What a first try left there is taken away too.
  if (action === 'uninstall') return 'plain'
  const reason = 'There is no worker of ours on it. Provision it first.'
  throw unusable(host, reason, hostReason('no-worker'))
}

function inTheWay(host: Host, verdict: HostVerdict): FaultError {
  const problems = verdict.problems.filter(({ isWarning }) => !isWarning)
  const reasons = problems.map(textOf)
  if (reasons.length > 0) {
    return new FaultError({ code: 'host.unusable', host: host.name, reasons, problems })
  }
  return unusable(host, 'No way to run a worker was found on it.', hostReason('no-method'))
}

const textOf = ({ message, help }: HostProblem) => `${message} ${help}`.trim()

const unusable = ({ name }: Host, reason: string, why: HostReason) =>
  new FaultError({ code: 'host.unusable', host: name, reasons: [reason], why })
