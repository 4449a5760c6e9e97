import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import type { ApplicationSettings, SeenApplication } from '../applications.ts'
import { ownMark } from '../names.ts'
import type { Scene } from '../scene.ts'

const name = 'coolify-settings'

export function settingsRight(scene: Scene) {
  const { applications } = scene.parts.client
  let isSet = false
  let before: ApplicationSettings = {}
  return apiStep({
    name,
    words: `Sets the image's version to ${scene.version}, the health check and the limits.`,
    facts: { version: scene.version },
    async check(_, signal) {
      const application = await scene.application(signal)
      if (!application) return notSo('There is no application yet.')
      const seen = await applications.get(application.uuid, signal)
      const wrong = await wrongSettings(scene, seen)
      if (wrong.length > 0) return notSo(`To be set: ${wrong.join(', ')}.`)
      // Not all that can be set is shown.
      const isDone = isSet || seen.description === (await scene.wanted()).mark
      return isDone
        ? isSo('All is as wanted.', 'as-wanted')
        : notSo('It is not known to be as wanted.')
    },
    async apply(_, signal) {
      const { uuid } = await scene.neededApplication(name, signal)
      const seen = await applications.get(uuid, signal)
      const wrong = await wrongSettings(scene, seen)
      before = shownOf(seen, wrong)
      const settings = settingsFor(scene, seen, (await scene.wanted()).settings)
      await applications.change(uuid, { ...settings, description: ownMark }, signal)
      isSet = true
      const names = wrong.join(', ')
      return names === ''
        ? told('Set again.', 'set-again')
        : told(`Set: ${names}.`, 'set', { names })
    },
    async undo(_, signal) {
      const application = await scene.application(signal)
      if (application && Object.keys(before).length > 0) {
        await applications.change(application.uuid, before, signal)
      }
      before = {}
    },
  })
}

/** The names of those that this Coolify shows, and shows as something else. */
async function wrongSettings(scene: Scene, seen: SeenApplication): Promise<readonly string[]> {
  const wanted = settingsFor(scene, seen, (await scene.wanted()).settings)
  return Object.entries(wanted)
    .filter(([key, value]) => key in seen.settings && shown(seen, key) !== String(value))
    .map(([key]) => key)
}

/** A port that was mapped before goes when the worker is reached through SSH. */
function settingsFor(
  { isTunnelled }: Scene,
  seen: SeenApplication,
  wanted: ApplicationSettings,
): ApplicationSettings {
  const isOpen = isTunnelled && shown(seen, 'ports_mappings') !== ''
  return isOpen ? { ...wanted, ports_mappings: '' } : wanted
}

function shownOf(seen: SeenApplication, keys: readonly string[]): ApplicationSettings {
  const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
  return Object.fromEntries(
    keys
      .filter(key => isPlain(seen.settings[key]))
      // Sound: only what is plain is left.
      .map(key => [key, seen.settings[key] as string | number | boolean]),
  )
}

function shown({ settings }: SeenApplication, key: string): string {
  return String(settings[key] ?? '')
}
