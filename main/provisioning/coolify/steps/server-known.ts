import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import { stepFailed } from '../../steps/step-failed.ts'
import { isSo, notSo, told } from '../../told.ts'
import { isRefusal } from '../access.ts'
import { apiStep } from '../api-step.ts'
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
    facts: { login: `${host.user}@${host.address}` },
    async check(_, signal) {
      const server = await scene.server(signal)
      if (!server) return notSo('Coolify does not know the server.')
      if (host.coolify?.serverUuid !== server.uuid) await remember(scene, server.uuid)
      const { name: known } = server
      return isSo(`Coolify knows it as ${known}.`, 'coolify-server-known', { name: known })
    },
    async apply(_, signal) {
      if (host.jump !== null) {
        const detail = 'Coolify cannot go through a jump host. Choose another method for this host.'
        throw stepFailed(scene, name, detail, hostReason('coolify-no-jump'))
      }
      const key = await keys.named(names.key, signal)
      if (!key) {
        const detail = 'The key for it is not in Coolify any more.'
        throw stepFailed(scene, name, detail, hostReason('coolify-key-missing'))
      }
      const { address: ip, port, user } = host
      const server = { name: safeName(host.name), description: ownMark, ip, port, user }
      try {
        added = await servers.add({ ...server, private_key_uuid: key.uuid }, signal)
      } catch (failure) {
        if (!isTaken(failure)) throw failure
        throw stepFailed(scene, name, takenText, hostReason('coolify-taken'))
      }
      await remember(scene, added)
      const words = `Coolify knows the server as ${server.name}.`
      return told(words, 'coolify-server-known', { name: server.name })
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
