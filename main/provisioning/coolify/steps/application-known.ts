import { hostReason } from '#contract/host-reason'
import { stepFailed } from '../../steps/step-failed.ts'
import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
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
    facts: {
      ...{ image: parts.image, version: scene.version },
      ...(scene.isTunnelled ? {} : { context: 'open' }),
    },
    async check(_, signal) {
      const isThere = (await scene.application(signal)) !== null
      return isThere ? isSo('It is there.', 'coolify-there') : notSo('It is not there.')
    },
    async apply(_, signal) {
      const server = await scene.neededServer(name, signal)
      const project = await projects.named(projectName, signal)
      if (!project) {
        const why = hostReason('project-gone', { project: projectName })
        throw stepFailed({ host }, name, `The project "${projectName}" is gone.`, why)
      }
      const place = {
        project_uuid: project.uuid,
        server_uuid: server.uuid,
        environment_name: environmentName,
        name: names.application,
        tags: ['banyan-worker'],
      }
      const { settings } = await scene.wanted()
      added = await applications.addImage(place, { ...settings, description: ownMark }, signal)
      const words = `The application ${names.application} is there.`
      return told(words, 'coolify-application-made', { name: names.application })
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
