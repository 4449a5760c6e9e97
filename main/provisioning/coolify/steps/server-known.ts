import { FaultError } from '#contract/fault'
import { isRefusal } from '../access.ts'
import { apiStep, stepFailed } from '../api-step.ts'
import { ownMark, safeName } from '../names.ts'
import type { Scene } from '../scene.ts'
import { keptForOwner } from './key-known.ts'

const name = 'coolify-server'

export function serverKnown(scene: Scene) {
  const { host, parts, names } = scene
  const { keys, servers } = parts.client
  let added: string | null = null
  return apiStep({
    name,
    words: `Makes ${host.user}@${host.address} a server of Coolify's, without a proxy in front.`,
    async check(_, signal) {
      const server = await scene.server(signal)
      if (!server) return { isDone: false, words: 'Coolify does not know the server.' }
      if (host.coolify?.serverUuid !== server.uuid) await remember(scene, server.uuid)
      return { isDone: true, words: `Coolify knows it as ${server.name}.` }
    },
    async apply(_, signal) {
      if (host.jump !== null) {
        const detail = 'Coolify cannot go through a jump host. Choose another method for this host.'
        throw stepFailed(host, name, detail)
      }
      const key = await keys.named(names.key, signal)
      if (!key) throw stepFailed(host, name, 'The key for it is not in Coolify any more.')
      const { address: ip, port, user } = host
      const server = { name: safeName(host.name), description: ownMark, ip, port, user }
      try {
        added = await servers.add({ ...server, private_key_uuid: key.uuid }, signal)
      } catch (failure) {
        throw isTaken(failure) ? stepFailed(host, name, takenText) : failure
      }
      await remember(scene, added)
      return `Coolify knows the server as ${server.name}.`
    },
    undo: keptForOwner(scene)
      ? null
      : async (_, signal) => {
          if (!added) return
          await servers.remove(added, signal)
          scene.forgetServer()
          await remember(scene, null)
          added = null
        },
  })
}

/** Coolify looks at the servers of all its teams, and shows those of one. */
const takenText =
  'Another team of this Coolify has a server with this address, which the token does not see. Remove it there, or take a token of that team.'

function isTaken(failure: unknown): boolean {
  return (
    isRefusal(failure, 400) && failure instanceof FaultError && /already/i.test(failure.message)
  )
}

async function remember({ host, parts }: Scene, serverUuid: string | null): Promise<void> {
  await parts.remember(host, { accountId: parts.accountId, serverUuid })
}
