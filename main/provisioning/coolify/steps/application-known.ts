import { apiStep, stepFailed } from '../api-step.ts'
import { environmentName, ownMark, projectName } from '../names.ts'
import type { Scene } from '../scene.ts'
import { removeApplication } from './gone.ts'

const name = 'coolify-application'

export function applicationKnown(scene: Scene) {
  const { host, parts, names } = scene
  const { applications, projects } = parts.client
  let added: string | null = null
  return apiStep({
    name,
    words: `Makes an application in Coolify for the image ${parts.image}:${scene.version}, under no domain; ${portWords(scene)}`,
    async check(_, signal) {
      const isThere = (await scene.application(signal)) !== null
      return { isDone: isThere, words: isThere ? 'It is there.' : 'It is not there.' }
    },
    async apply(_, signal) {
      const server = await scene.neededServer(name, signal)
      const project = await projects.named(projectName, signal)
      if (!project) throw stepFailed(host, name, `The project "${projectName}" is gone.`)
      const place = {
        project_uuid: project.uuid,
        server_uuid: server.uuid,
        environment_name: environmentName,
        name: names.application,
        tags: ['banyan-worker'],
      }
      const { settings } = await scene.wanted()
      added = await applications.addImage(place, { ...settings, description: ownMark }, signal)
      return `The application ${names.application} is there.`
    },
    // Coolify takes its time to delete.
    undoWithinMs: 6 * 60_000,
    async undo(site, signal) {
      if (added) await removeApplication(scene, site, added, name, signal)
      added = null
    },
  })
}

/** To be read before, and by whoever asks why nothing reaches the worker. */
export function portWords({ isTunnelled }: Pick<Scene, 'isTunnelled'>): string {
  return isTunnelled
    ? 'no port of the host is opened.'
    : 'WARNING: port 3001 is opened on every address of the host, past its own firewall, and requests are signed but not encrypted; let only this computer through in the firewall of the cloud.'
}
