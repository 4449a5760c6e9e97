import { randomBytes } from 'node:crypto'
import { hostReason } from '#contract/host-reason'
import { Secret } from '../../base/secret.ts'
import type { PlannerParts } from '../methods/parts.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { addLine, adminComment, keyLine, removeLines, tunnelComment } from './authorized-keys.ts'
import type { PortChoice } from './port-chosen.ts'
import { stepFailed } from './step-failed.ts'
import { makeTunnelUser, tunnelLine } from './tunnel-user.ts'

type Parts = Pick<PlannerParts, 'hosts' | 'keys' | 'proofs'>

const shown = 'ssh-ed25519 <our new public key>'

/** Beside the old one, which stays until the new one has logged in. */
export function newAdminKey({ hosts, keys, proofs }: Parts): Step {
  let made: Secret | null = null
  let isProved = false
  const newKey = (comment: string) => {
    made ??= keys.generate(comment)
    return made
  }
  return {
    name: 'new-key',
    words: 'Adds a new key of the root node’s own beside the old one, and proves that it logs in.',
    commands: [addLine(shown)],
    interrupts: false,
    check: async () =>
      isProved ? isSo('the new key logs in', 'new-key-works') : notSo('a new key is to be made'),
    async apply(site, signal) {
      const comment = adminComment(site.host.id)
      await site.run(addLine(keyLine(keys, newKey(comment), comment)), signal)
      return told('the new key was added', 'new-key-added')
    },
    async verify(site, signal) {
      const key = newKey(adminComment(site.host.id))
      await proofs.login(site.host, key, signal)
      await hosts.saveSecrets(site.host.id, { adminKey: key })
      await hosts.change(site.host.id, { hasOwnKey: true })
      isProved = true
    },
    async undo(site, signal) {
      if (isProved) return
      const comment = adminComment(site.host.id)
      const { adminKey } = await hosts.secretsOf(site.host.id)
      await site.run(removeLines(comment, adminKey && keyLine(keys, adminKey, comment)), signal)
    },
  }
}

/** The step of the tunnel user, run after it, leaves the new key alone. */
export function newTunnelKey({ hosts, keys, proofs }: Parts, choice: PortChoice): Step {
  let made: Secret | null = null
  let isProved = false
  return {
    name: 'new-tunnel-key',
    words: 'Adds a new key for the tunnel beside the old one, and proves that it logs in.',
    commands: [makeTunnelUser(tunnelLine(shown, choice.port))],
    interrupts: false,
    check: async () =>
      isProved ? isSo('the new key logs in', 'new-key-works') : notSo('a new key is to be made'),
    async apply(site, signal) {
      const comment = tunnelComment(site.host.id)
      made ??= keys.generate(comment)
      const { tunnelKey } = await hosts.secretsOf(site.host.id)
      const lines = [tunnelKey, made].flatMap(key =>
        key ? [tunnelLine(keyLine(keys, key, comment), choice.port)] : [],
      )
      await site.run(makeTunnelUser(lines.join('\n')), signal)
      return told('the new key was added', 'new-key-added')
    },
    async verify(site, signal) {
      if (!made) {
        const why = hostReason('key-not-made')
        throw stepFailed(site, 'new-tunnel-key', 'the new key is missing', why)
      }
      await proofs.tunnel(site.host, made, signal)
      await hosts.saveSecrets(site.host.id, { tunnelKey: made })
      isProved = true
    },
    undo: null,
  }
}

export const newWorkerSecret = (): Secret => new Secret(randomBytes(32).toString('hex'))

/** From here on the root node signs with the new secret, which the worker knows by now. */
export function secretSwitched(
  { hosts, onSecretChanged }: Pick<PlannerParts, 'hosts' | 'onSecretChanged'>,
  secret: Secret,
): Step {
  return {
    name: 'secret-switched',
    words: 'Signs requests with the new secret from then on.',
    commands: [],
    interrupts: false,
    async check({ host }) {
      const { workerSecret } = await hosts.secretsOf(host.id)
      return workerSecret?.reveal() === secret.reveal()
        ? isSo('the new secret is in use', 'secret-in-use')
        : notSo('the old secret is in use')
    },
    async apply({ host }) {
      await hosts.saveSecrets(host.id, { workerSecret: secret })
      await onSecretChanged(host, secret)
      return told('the new secret is in use', 'secret-in-use')
    },
    verify: async () => {},
    undo: null,
  }
}
