import type { Site } from '../../step.ts'
import { isRefusal } from '../access.ts'
import { apiStep, stepFailed } from '../api-step.ts'
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
      return { isDone: isGone, words: isGone ? 'It is not there.' : 'It is there.' }
    },
    async apply(site, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      await removeApplication(scene, site, uuid, name, signal)
      return 'The application is gone.'
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
  throw stepFailed(site.host, step, 'Coolify has not deleted it yet. Run it again in a while.')
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
      const isDone = (await removable(signal)) === null
      return { isDone, words: isDone ? 'There is none to be taken out.' : 'It is there.' }
    },
    async apply(site, signal) {
      const server = await removable(signal)
      if (server) await servers.remove(server.uuid, signal)
      scene.forgetServer()
      const { accountId } = scene.parts
      await scene.parts.remember(site.host, { accountId, serverUuid: null })
      return 'Coolify does not know the server any more.'
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
      const isDone = key === null || isNeeded
      return {
        isDone,
        words: isNeeded ? 'The server needs it.' : isDone ? 'It is not there.' : 'It is there.',
      }
    },
    async apply(_, signal) {
      const key = await keys.named(scene.names.key, signal)
      if (key) await keys.remove(key.uuid, signal)
      return 'The key is gone.'
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
    async check(_, signal) {
      const project = await client.projects.named(projectName, signal)
      const isDone = isKept || !project || !isOurs(project.description)
      return { isDone, words: isDone ? 'There is none to be deleted.' : 'It is there.' }
    },
    async apply(_, signal) {
      const project = await client.projects.named(projectName, signal)
      try {
        if (project) await client.projects.remove(project.uuid, signal)
      } catch (failure) {
        if (!isRefusal(failure, 400, 404)) throw failure
        isKept = true
        return 'It stays: there is something in it.'
      }
      return 'The project is gone.'
    },
  })
}
