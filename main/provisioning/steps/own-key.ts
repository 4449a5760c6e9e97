import { hostReason } from '#contract/host-reason'
import type { PlannerParts } from '../methods/parts.ts'
import type { Site, Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { addLine, adminComment, hasLine, keyLine } from './authorized-keys.ts'
import { stepFailed } from './step-failed.ts'

type Parts = Pick<PlannerParts, 'hosts' | 'keys' | 'proofs'>

const shown = 'ssh-ed25519 <our public key>'

/** A key pair of the root node's own: what the owner gave is not needed from then on. */
export function ownKeyInstalled(parts: Parts): Step {
  const { hosts, keys, proofs } = parts
  const lineOf = async ({ host }: Site) => {
    const { adminKey } = await hosts.secretsOf(host.id)
    return adminKey && keyLine(keys, adminKey, adminComment(host.id))
  }
  return {
    name: 'own-key',
    words: 'Lets a key of the root node’s own log in, and proves that it does.',
    commands: [hasLine(shown), addLine(shown)],
    interrupts: false,
    async check(site, signal) {
      const line = await lineOf(site)
      if (!line || !hosts.get(site.host.id).hasOwnKey) {
        return notSo('there is no key of our own yet')
      }
      const { stdout } = await site.run(hasLine(line), signal)
      return stdout.trim() === 'there'
        ? isSo('our key may log in', 'key-works')
        : notSo('our key is not on the host')
    },
    async apply(site, signal) {
      const { id } = site.host
      // Kept before it is on the host: a key there whose other half is lost would be good for nothing.
      if (!(await hosts.secretsOf(id)).adminKey) {
        await hosts.saveSecrets(id, { adminKey: keys.generate(adminComment(id)) })
      }
      const line = await lineOf(site)
      if (!line) throw notKept(site)
      await site.run(addLine(line), signal)
      return told('our key was added', 'key-added')
    },
    async verify(site, signal) {
      const { adminKey } = await hosts.secretsOf(site.host.id)
      if (!adminKey) throw notKept(site)
      await proofs.login(site.host, adminKey, signal)
      await hosts.change(site.host.id, { hasOwnKey: true })
    },
    undo: null,
  }
}

const notKept = (site: Site) =>
  stepFailed(site, 'own-key', 'the new key could not be kept', hostReason('key-unsaved'))
