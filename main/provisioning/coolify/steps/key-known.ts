import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import { ownMark } from '../names.ts'
import type { Scene } from '../scene.ts'

/** Coolify keeps the private key and checks no host keys, so it never gets one that we use ourselves. */
export function keyKnown(scene: Scene) {
  const { parts, names } = scene
  const { keys } = parts.client
  let added: string | null = null
  return apiStep({
    name: 'coolify-key',
    words: 'Makes a key pair with which Coolify, and nobody else, logs in to the host.',
    async check(_, signal) {
      if (await scene.server(signal)) {
        return isSo('Coolify knows the server, and has a key for it.', 'coolify-knows-server')
      }
      const isThere = (await keys.named(names.key, signal)) !== null
      return isThere
        ? isSo('Coolify has the key.', 'coolify-has-key')
        : notSo('Coolify has no key yet.')
    },
    async apply(_, signal) {
      const { privateKey, publicLine } = await parts.makeKeyPair('banyan-coolify')
      const key = { name: names.key, description: ownMark, privateKey }
      added = await keys.add(key, signal)
      scene.madePublicLine = publicLine
      return told(`Coolify has the key ${names.key}.`, 'coolify-key-made', { name: names.key })
    },
    undo: keptForOwner(scene)
      ? null
      : async (_, signal) => {
          if (added) await keys.remove(added, signal)
          added = null
          scene.madePublicLine = null
        },
  })
}

/** Where we have no SSH, its owner puts this very key on the host, and runs the plan again. */
export function keptForOwner({ isTunnelled }: Pick<Scene, 'isTunnelled'>): boolean {
  return !isTunnelled
}
