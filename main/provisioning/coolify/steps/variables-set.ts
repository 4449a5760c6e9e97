import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import { ownMark } from '../names.ts'
import type { Scene } from '../scene.ts'

const name = 'coolify-variables'

export function variablesSet(scene: Scene) {
  const { applications, variables } = scene.parts.client
  let isSet = false
  return apiStep({
    name,
    words: "Sets the worker's environment: its secret, its keys of models and its name.",
    async check(_, signal) {
      const application = await scene.application(signal)
      if (!application) return notSo('There is no application yet.')
      const { description } = await applications.get(application.uuid, signal)
      const isDone = isSet || description === (await scene.wanted()).mark
      return isDone
        ? isSo('All is as wanted.', 'as-wanted')
        : notSo('It is not known to be as wanted.')
    },
    /** Not in one go on Coolify's side: what is in the way goes first, and it may be run again. */
    async apply(_, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      await applications.change(uuid, { description: ownMark }, signal)
      const wanted = (await scene.wanted()).variables
      const set = wanted.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]))
      const left = new Set(set.map(({ key }) => key))
      const ours = new Set(wanted.map(({ key }) => key))
      for (const found of await variables.list(uuid, signal)) {
        // One of each is left; some versions make duplicates, of which any may win.
        if (ours.has(found.key) && !left.delete(found.key)) {
          await variables.remove(uuid, found.uuid, signal)
        }
      }
      await variables.set(uuid, set, signal)
      isSet = true
      const names = set.map(({ key }) => key).join(', ')
      return told(`Set: ${names}.`, 'set', { names })
    },
  })
}
