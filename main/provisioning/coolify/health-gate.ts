import { type HostReason, hostReason } from '#contract/host-reason'
import { NotWell } from '../checks/not-well.ts'
import type { Site } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'
import { type Told, told } from '../told.ts'
import { isRefusal } from './access.ts'
import { containerAddress } from './container-address.ts'
import { plainText } from './plain-text.ts'
import { workerPort } from './plan-parts.ts'
import { type Pace, pollUntil } from './poll.ts'
import type { Scene } from './scene.ts'

const healthPace: Pace = { everyMs: 3_000, withinMs: 4 * 60_000 }
const reachPace: Pace = { everyMs: 3_000, withinMs: 60_000 }

export const isHealthy = (status: string) => /^running\W+healthy/.test(status)

/**
 * Coolify calls a deployment finished when the container started. This waits until it is healthy,
 * and until the worker itself answers to a signed request, in the version that was brought.
 */
export async function passGate(
  scene: Scene,
  site: Site,
  step: string,
  version: string,
  signal: AbortSignal,
): Promise<Told> {
  const { client } = scene.parts
  const { uuid } = await scene.neededApplication(step, signal)
  let status = ''
  const healthy = await pollUntil(
    client.time,
    healthPace,
    async () => {
      const seen = await client.applications.get(uuid, signal)
      if (seen.status !== status) site.say(`Coolify sees the worker as ${seen.status}.`)
      status = seen.status
      return isHealthy(status) ? seen : null
    },
    signal,
  )
  if (!healthy) {
    await sayLogs(scene, site, uuid, signal)
    const detail = `The worker did not become healthy: Coolify sees it as ${status}.`
    throw stepFailed(site, step, detail, hostReason('coolify-unhealthy', { status }))
  }
  let problem: WorkerProblem = { words: '', why: hostReason('not-reached') }
  const reached = await pollUntil(
    client.time,
    reachPace,
    async () => {
      const found = await answerOf(scene, site, signal)
      if (found.version === version) return found
      problem = found.problem ?? otherVersion(found.version, version)
      return null
    },
    signal,
  )
  if (reached) {
    const words = `The worker is healthy and answers as version ${version}.`
    return told(words, 'coolify-healthy', { version })
  }
  await sayLogs(scene, site, uuid, signal)
  const { words, why, said } = problem
  throw stepFailed(site, step, `The worker runs, but cannot be used: ${words}.`, why, said)
}

const otherVersion = (found: string, wanted: string): WorkerProblem => ({
  words: `it answers as version ${found} instead of ${wanted}`,
  why: hostReason('other-version', { found, wanted }),
})

/** Why a worker cannot be used: in English, and for whoever says it in another language. */
export interface WorkerProblem {
  readonly words: string
  readonly why: HostReason
  /** Word for word. */
  readonly said?: string
}

export type WorkerAnswer =
  | { readonly version: string; readonly problem: null }
  | { readonly version: null; readonly problem: WorkerProblem }

/** One look; where it answers is kept for the tunnel. */
export async function answerOf(
  scene: Scene,
  site: Site,
  signal: AbortSignal,
): Promise<WorkerAnswer> {
  const { host, parts } = scene
  const application = await scene.neededApplication('coolify-deployed', signal)
  const address = scene.isTunnelled
    ? await containerAddress(site, application, signal)
    : host.address
  if (address === null)
    return {
      version: null,
      problem: {
        words: 'no container of it was found on the host',
        why: hostReason('no-container'),
      },
    }
  try {
    const { version } = await parts.reach({ host, address, port: workerPort }, signal)
    scene.address = address
    return { version, problem: null }
  } catch (failure) {
    if (signal.aborted) throw failure
    return { version: null, problem: problemOf(failure) }
  }
}

function problemOf(failure: unknown): WorkerProblem {
  if (failure instanceof NotWell) return { words: failure.message, why: failure.why }
  const said = failure instanceof Error ? failure.message : String(failure)
  return { words: said, why: hostReason('not-reached'), said }
}

async function sayLogs(scene: Scene, site: Site, uuid: string, signal: AbortSignal): Promise<void> {
  try {
    const logs = await scene.parts.client.applications.logs(uuid, 40, signal)
    site.say(plainText(logs, await scene.secrets()))
  } catch (failure) {
    if (!isRefusal(failure, 400, 404)) throw failure
    site.say('Coolify has no log of a container that does not run. Look at the deployment there.')
  }
}
