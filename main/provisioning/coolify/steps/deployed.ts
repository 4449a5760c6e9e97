import type { Site } from '../../step.ts'
import { isSo, notSo, type Told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import { isUnderWay } from '../deployments.ts'
import { cancelUnderWay, followDeployment } from '../follow-deployment.ts'
import { answerOf, isHealthy, passGate } from '../health-gate.ts'
import { ownMark } from '../names.ts'
import type { Scene } from '../scene.ts'
import { portWords } from './application-known.ts'

const name = 'coolify-deployed'
/** One that is under way may end first, then one more is followed, and its health waited for. */
const undoWithinMs = 35 * 60_000

export function deployed(scene: Scene) {
  const { host, parts } = scene
  const { applications } = parts.client
  const fallback = fallbackOf(scene)
  let hasBegun = false
  return apiStep({
    name,
    interrupts: true,
    words: `Deploys version ${scene.version}, and waits until the worker is healthy and answers to a signed request. If it does not, ${fallback === null ? 'it says why.' : `version ${fallback} is put back.`}`,
    facts: {
      version: scene.version,
      ...(fallback === null ? {} : { before: fallback, context: 'back' }),
    },
    async check(site, signal) {
      const application = await scene.application(signal)
      if (!application) return notSo('There is no application yet.')
      const { description, status } = await applications.get(application.uuid, signal)
      if (description !== (await scene.wanted()).mark) {
        return notSo('It was not deployed as it is to be.')
      }
      if (!isHealthy(status)) return notSo(`The worker is ${status}.`)
      const { version, problem } = await answerOf(scene, site, signal)
      if (problem !== null) return notSo(problem.words)
      const words = `The worker answers as version ${version}.`
      return version === scene.version ? isSo(words, 'answers-as', { version }) : notSo(words)
    },
    async apply(site, signal) {
      if (!scene.isTunnelled) site.say(portWords(scene))
      hasBegun = true
      const outcome = await deployAndWait(scene, site, scene.version, signal)
      const { uuid } = await scene.neededApplication(name, signal)
      await applications.change(uuid, { description: (await scene.wanted()).mark }, signal)
      return outcome
    },
    undoWithinMs,
    /** The version before is known from the host's record: this run may not have begun the update. */
    async undo(site, signal) {
      const before = host.installed?.method === 'coolify' ? host.installed.version : null
      const application = await scene.application(signal)
      if (!hasBegun || !application) return
      const isQuiet = await cancelUnderWay(scene, site, application.uuid, signal)
      if (before === null || before === scene.version) return
      site.say(`Version ${before} is put back.`)
      const settings = { docker_registry_image_tag: before, description: ownMark }
      await applications.change(application.uuid, settings, signal)
      // A rolling update that failed has left the old container where it was.
      const isServing = isQuiet && (await answerOf(scene, site, signal)).version === before
      if (isServing) return site.say(`Version ${before} still serves.`)
      site.say((await deployAndWait(scene, site, before, signal)).words)
    },
  })
}

/** One deployment after the other: a second one is only promised by Coolify while one is queued. */
export async function deployAndWait(
  scene: Scene,
  site: Site,
  version: string,
  signal: AbortSignal,
): Promise<Told> {
  const { deployments } = scene.parts.client
  const { uuid } = await scene.neededApplication(name, signal)
  const before = await endOfNewest(scene, site, uuid, signal)
  const begun = await deployments.deploy(uuid, text => site.say(text), signal)
  const followed = { applicationUuid: uuid, uuid: begun, before, step: name }
  await followDeployment(scene, site, followed, signal)
  return passGate(scene, site, name, version, signal)
}

/** Waits for a deployment that is under way, however it ends; its id, or null. */
async function endOfNewest(
  scene: Scene,
  site: Site,
  applicationUuid: string,
  signal: AbortSignal,
): Promise<string | null> {
  const newest = await scene.parts.client.deployments.newestOf(applicationUuid, signal)
  if (!newest || !isUnderWay(newest)) return newest?.uuid ?? null
  site.say('A deployment is under way already; it may end first.')
  const followed = { applicationUuid, uuid: newest.uuid, before: null, step: name }
  try {
    await followDeployment(scene, site, followed, signal)
  } catch (failure) {
    if (signal.aborted) throw failure
    site.say(`It ended badly: ${String(failure)}`)
  }
  return newest.uuid
}

/** The version that comes back where the new one does not serve. */
function fallbackOf({ host, version }: Scene): string | null {
  const before = host.installed?.method === 'coolify' ? host.installed.version : null
  return before === version ? null : before
}
