import { hostReason } from '#contract/host-reason'
import { stepFailed } from '../../steps/step-failed.ts'
import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import { followDeployment } from '../follow-deployment.ts'
import { answerOf, isHealthy, passGate } from '../health-gate.ts'
import { pollUntil } from '../poll.ts'
import type { Scene } from '../scene.ts'
import { deployAndWait } from './deployed.ts'

const stopPace = { everyMs: 3_000, withinMs: 180_000 }

/** Always does it: whoever asks for a restart wants one. */
export function restarted(scene: Scene) {
  const name = 'coolify-restarted'
  const { applications, deployments } = scene.parts.client
  return apiStep({
    name,
    interrupts: true,
    words: 'Restarts the worker, and waits until it is healthy and answers.',
    check: async () => notSo('It is to be restarted.'),
    async apply(site, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      const before = (await deployments.newestOf(uuid, signal))?.uuid ?? null
      const begun = await applications.restart(uuid, signal)
      const followed = { applicationUuid: uuid, uuid: begun, before, step: name }
      await followDeployment(scene, site, followed, signal)
      return passGate(scene, site, name, scene.version, signal)
    },
    verify: async () => {},
  })
}

export function started(scene: Scene) {
  const name = 'coolify-started'
  return apiStep({
    name,
    words: 'Starts the worker, and waits until it is healthy and answers.',
    async check(site, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      const { status } = await scene.parts.client.applications.get(uuid, signal)
      if (!isHealthy(status)) return notSo(`The worker is ${status}.`)
      const { problem } = await answerOf(scene, site, signal)
      return problem ? notSo(problem.words) : isSo('The worker answers.', 'worker-answers')
    },
    apply: (site, signal) => deployAndWait(scene, site, scene.version, signal),
  })
}

export function stopped(scene: Scene) {
  const name = 'coolify-stopped'
  const { client } = scene.parts
  const isStopped = (status: string) => /^(exited|stopped)/.test(status)
  return apiStep({
    name,
    interrupts: true,
    words: 'Stops the worker. It stays in Coolify, and nothing else on the server is touched.',
    async check(_, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      const { status } = await client.applications.get(uuid, signal)
      const words = `The worker is ${status}.`
      return isStopped(status) ? isSo(words, 'worker-status', { status }) : notSo(words)
    },
    async apply(site, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      await client.applications.stop(uuid, signal)
      const look = async () => {
        const seen = await client.applications.get(uuid, signal)
        return isStopped(seen.status) ? seen : null
      }
      if (await pollUntil(client.time, stopPace, look, signal)) {
        return told('The worker is stopped.', 'worker-stopped')
      }
      const detail = 'The worker still runs. Stop it in Coolify.'
      throw stepFailed(site, name, detail, hostReason('coolify-runs-on'))
    },
  })
}
