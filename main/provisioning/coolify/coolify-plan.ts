import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import type { DeploymentAction } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { HostCheck, Plan, PlanWish } from '../plan.ts'
import type { Step } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'
import { told } from '../told.ts'
import { answerOf, isHealthy } from './health-gate.ts'
import { type CoolifyPlanParts, workerPort } from './plan-parts.ts'
import { rotateSecretSteps } from './rotate-secret.ts'
import { Scene } from './scene.ts'
import { coolifyAnswers } from './steps/answers.ts'
import { applicationKnown } from './steps/application-known.ts'
import { deployed } from './steps/deployed.ts'
import { applicationGone, keyGone, projectGone, serverGone } from './steps/gone.ts'
import { keyKnown } from './steps/key-known.ts'
import { keyOffHost, keyOnHost } from './steps/key-on-host.ts'
import { projectKnown } from './steps/project-known.ts'
import { restarted, started, stopped } from './steps/running.ts'
import { serverKnown } from './steps/server-known.ts'
import { serverUsable } from './steps/server-usable.ts'
import { settingsRight } from './steps/settings-right.ts'
import { variablesSet } from './steps/variables-set.ts'

/**
 * Makes the plan for one host that a Coolify manages; an update to an older version is a rollback.
 * `leaves` tells where the worker answers once the steps are done: read it then.
 */
export function coolifyPlan(wish: PlanWish, host: Host, parts: CoolifyPlanParts): Plan {
  const { action } = wish
  const isBringing = action === 'provision' || action === 'update'
  const version = (isBringing ? wish.version : host.installed?.version) ?? parts.version
  if (!/^\w[\w.-]{0,127}$/.test(version)) {
    const tag = version.slice(0, 130)
    throw unusable(host, `"${tag}" cannot be the tag of an image.`, hostReason('bad-tag', { tag }))
  }
  if (host.transport === 'tls') {
    const reason =
      'Coolify cannot put the files on the host that mutual TLS needs. Choose the transport tunnel, or http in a private network.'
    throw unusable(host, reason, hostReason('coolify-no-tls'))
  }
  const scene = new Scene(host, version, parts)
  const ends = action === 'uninstall' || action === 'stop'
  return {
    method: 'coolify',
    version: isBringing ? version : null,
    steps: stepsOf(action, scene),
    checks: ends ? [] : [processCheck(scene), apiCheck(scene)],
    get leaves() {
      if (action === 'uninstall') return null
      const address = scene.isTunnelled
        ? (scene.address ?? host.installed?.address ?? '')
        : '0.0.0.0'
      return { workerId: host.id, method: 'coolify' as const, version, address, port: workerPort }
    },
  }
}

function stepsOf(action: DeploymentAction, scene: Scene): readonly Step[] {
  const answers = coolifyAnswers(scene)
  switch (action) {
    case 'provision':
    case 'update':
      return [
        answers,
        keyKnown(scene),
        ...(scene.isTunnelled ? [keyOnHost(scene)] : []),
        serverKnown(scene),
        serverUsable(scene),
        projectKnown(scene),
        applicationKnown(scene),
        settingsRight(scene),
        variablesSet(scene),
        deployed(scene),
      ]
    case 'rotate-secret':
      return rotateSecretSteps(scene)
    case 'restart':
      return [answers, restarted(scene)]
    case 'start':
      return [answers, started(scene)]
    case 'stop':
      return [answers, stopped(scene)]
    case 'uninstall':
      return [
        answers,
        applicationGone(scene),
        ...(scene.isTunnelled ? [keyOffHost(scene)] : []),
        serverGone(scene),
        keyGone(scene),
        projectGone(scene),
      ]
    case 'rotate-keys':
      throw unusable(
        scene.host,
        "Coolify's own key for this host is changed in Coolify.",
        hostReason('coolify-own-key'),
      )
    case 'renew-certificates':
      throw unusable(
        scene.host,
        'Workers that Coolify runs have no certificates of ours.',
        hostReason('coolify-no-certificates'),
      )
  }
}

function processCheck(scene: Scene): HostCheck {
  return {
    name: 'process',
    async look(site, signal) {
      const { uuid } = await scene.neededApplication('process', signal)
      const { status } = await scene.parts.client.applications.get(uuid, signal)
      const words = `Coolify sees it as ${status}.`
      if (isHealthy(status)) return told(words, 'coolify-sees', { status })
      throw stepFailed(site, 'process', words, hostReason('coolify-status', { status }))
    },
  }
}

function apiCheck(scene: Scene): HostCheck {
  return {
    name: 'api',
    async look(site, signal) {
      const { version, problem } = await answerOf(scene, site, signal)
      if (problem) throw stepFailed(site, 'api', problem.words, problem.why, problem.said)
      return told(`The worker answers as version ${version}.`, 'answers-as', { version })
    },
  }
}

function unusable({ name }: Host, reason: string, why: HostReason): FaultError {
  return new FaultError({ code: 'host.unusable', host: name, reasons: [reason], why })
}
