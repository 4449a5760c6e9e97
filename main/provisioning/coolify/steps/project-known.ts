import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import { environmentName, ownMark, projectName } from '../names.ts'
import type { Scene } from '../scene.ts'

/** One project for the workers of all hosts. */
export function projectKnown(scene: Scene) {
  const { client } = scene.parts
  const { projects } = client
  const find = async (signal: AbortSignal) => {
    const project = await projects.named(projectName, signal)
    if (!project) return { uuid: null, isWhole: false }
    const environments = await projects.environments(project.uuid, signal)
    return { uuid: project.uuid, isWhole: environments.includes(environmentName) }
  }
  return apiStep({
    name: 'coolify-project',
    words: `Makes the project "${projectName}" in Coolify.`,
    facts: { project: projectName },
    async check(_, signal) {
      if (await scene.application(signal)) return isSo('The worker is in it.', 'coolify-in-project')
      const { isWhole } = await find(signal)
      return isWhole ? isSo('It is there.', 'coolify-there') : notSo('It is not there.')
    },
    apply: (_, signal) =>
      // Hosts that are set up at once would make one each.
      client.inTurn(async () => {
        const found = await find(signal)
        const project = { name: projectName, description: ownMark }
        const uuid = found.uuid ?? (await projects.add(project, signal))
        const environments = await projects.environments(uuid, signal)
        if (!environments.includes(environmentName)) {
          await projects.addEnvironment(uuid, environmentName, signal)
        }
        const words = `The project "${projectName}" is there.`
        return told(words, 'coolify-project-there', { project: projectName })
      }),
  })
}
