import { hostReason } from '#contract/host-reason'
import type { Site } from '../../step.ts'
import { stepFailed } from '../../steps/step-failed.ts'
import { isSo, notSo, told } from '../../told.ts'
import { isRefusal } from '../access.ts'
import { apiStep } from '../api-step.ts'
import { isOurs, projectName } from '../names.ts'
import { type Pace, pollUntil } from '../poll.ts'
import type { Scene } from '../scene.ts'

const pace: Pace = { everyMs: 3_000, withinMs: 5 * 60_000 }

export function applicationGone(scene: Scene) {
  const name = 'coolify-application-gone'
  return apiStep({
    name,
    interrupts: true,
    words: 'Deletes the application with its container, volumes and settings.',
    async check(_, signal) {
      scene.forgetApplication()
      const isGone = (await scene.application(signal)) === null
      return isGone ? isSo('It is not there.', 'coolify-not-there') : notSo('It is there.')
    },
    async apply(site, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      await removeApplication(scene, site, uuid, name, signal)
      return told('The application is gone.', 'coolify-application-gone')
    },
  })
}

/** Coolify only queues it: whoever takes the server away before it is done leaves the container there. */
export async function removeApplication(
  scene: Scene,
  site: Site,
  uuid: string,
  step: string,
  signal: AbortSignal,
): Promise<void> {
  const { client } = scene.parts
  await client.applications.remove(uuid, signal)
  const look = async () => {
    scene.forgetApplication()
    return (await scene.application(signal)) ? null : {}
  }
  if (await pollUntil(client.time, pace, look, signal)) return
  const detail = 'Coolify has not deleted it yet. Run it again in a while.'
  throw stepFailed(site, step, detail, hostReason('coolify-undeleted'))
}

/** One that others added, or that others use, stays. */
export function serverGone(scene: Scene) {
  const name = 'coolify-server-gone'
  const { servers } = scene.parts.client
  const removable = async (signal: AbortSignal) => {
    const server = await scene.server(signal)
    if (!server || !isOurs(server.description)) return null
    const resources = await servers.resources(server.uuid, signal)
    return resources.length === 0 ? server : null
  }
  return apiStep({
    name,
    words: 'Takes the server out of Coolify, if Banyan put it there and nothing else runs on it.',
    async check(_, signal) {
      return (await removable(signal)) === null
        ? isSo('There is none to be taken out.', 'coolify-no-server-left')
        : notSo('It is there.')
    },
    async apply(site, signal) {
      const server = await removable(signal)
      if (server) await servers.remove(server.uuid, signal)
      scene.forgetServer()
      const { accountId } = scene.parts
      await scene.parts.remember(site.host, { accountId, serverUuid: null })
      return told('Coolify does not know the server any more.', 'coolify-server-gone')
    },
  })
}

export function keyGone(scene: Scene) {
  const { keys } = scene.parts.client
  return apiStep({
    name: 'coolify-key-gone',
    words: "Deletes Coolify's key for the host, unless its server still needs it.",
    async check(_, signal) {
      const key = await keys.named(scene.names.key, signal)
      const isNeeded = key !== null && (await scene.server(signal)) !== null
      if (isNeeded) return isSo('The server needs it.', 'coolify-key-needed')
      return key === null ? isSo('It is not there.', 'coolify-not-there') : notSo('It is there.')
    },
    async apply(_, signal) {
      const key = await keys.named(scene.names.key, signal)
      if (key) await keys.remove(key.uuid, signal)
      return told('The key is gone.', 'coolify-key-gone')
    },
  })
}

/** Workers of other hosts may be in it: Coolify itself refuses then. */
export function projectGone(scene: Scene) {
  const { client } = scene.parts
  let isKept = false
  return apiStep({
    name: 'coolify-project-gone',
    words: `Deletes the project "${projectName}", if nothing is in it.`,
    facts: { project: projectName },
    async check(_, signal) {
      const project = await client.projects.named(projectName, signal)
      const isDone = isKept || !project || !isOurs(project.description)
      return isDone
        ? isSo('There is none to be deleted.', 'coolify-no-project')
        : notSo('It is there.')
    },
    async apply(_, signal) {
      const project = await client.projects.named(projectName, signal)
      try {
        if (project) await client.projects.remove(project.uuid, signal)
      } catch (failure) {
        if (!isRefusal(failure, 400, 404)) throw failure
        isKept = true
        return told('It stays: there is something in it.', 'coolify-project-kept')
      }
      return told('The project is gone.', 'coolify-project-gone')
    },
  })
}
