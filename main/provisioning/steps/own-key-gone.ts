import { hostReason } from '#contract/host-reason'
import type { HostId } from '#contract/ids'
import { command, quoted } from '../command.ts'
import type { PlannerParts } from '../methods/parts.ts'
import type { Site, Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { adminComment, keyLine, removeLines } from './authorized-keys.ts'
import { stepFailed } from './step-failed.ts'

type Parts = Pick<PlannerParts, 'hosts' | 'keys'>

const ours = { adminKey: null, tunnelKey: null, workerSecret: null, tlsFiles: null }

/** The owner's own key or password is what logs in from then on. */
export function ownKeyGone({ hosts }: Parts, hostId: HostId): Step {
  const look = others(hostId, null)
  const remove = removeLines(adminComment(hostId), null)
  return {
    name: 'own-key-gone',
    words: 'Takes the root node’s own key out: the owner’s key or password logs in from then on.',
    commands: [look, remove],
    interrupts: false,
    async check(site, signal) {
      const { stdout } = await site.run(look, signal)
      const secrets = await hosts.secretsOf(hostId)
      const isKept =
        secrets.adminKey ?? secrets.tunnelKey ?? secrets.workerSecret ?? secrets.tlsFiles
      return stdout.trim() === '0' && !isKept && !hosts.get(hostId).hasOwnKey
        ? isSo('it is not there', 'key-out-already')
        : notSo('it is there')
    },
    async apply(site, signal) {
      // First, so that whoever connects next does not come with a key that is gone.
      await hosts.change(hostId, { hasOwnKey: false })
      await site.run(remove, signal)
      await hosts.saveSecrets(hostId, ours)
      return told('it was taken out', 'key-out')
    },
    verify: async () => {},
    undo: null,
  }
}

/** After a new one was proved. */
export function oldKeysGone({ hosts, keys }: Parts, hostId: HostId): Step {
  const comment = adminComment(hostId)
  const current = async ({ host }: Site) => {
    const { adminKey } = await hosts.secretsOf(host.id)
    return adminKey && keyLine(keys, adminKey, comment)
  }
  const shown = `ssh-ed25519 <our public key> ${comment}`
  return {
    name: 'old-key-gone',
    words: 'Takes the root node’s old key out.',
    commands: [others(hostId, shown), removeLines(comment, shown)],
    interrupts: false,
    async check(site, signal) {
      const { stdout } = await site.run(others(hostId, await current(site)), signal)
      return stdout.trim() === '0'
        ? isSo('there is none', 'no-old-key')
        : notSo('the old key may still log in')
    },
    async apply(site, signal) {
      await site.run(removeLines(comment, await current(site)), signal)
      return told('the old key was taken out', 'old-key-out')
    },
    async verify(site, signal) {
      const { stdout } = await site.run(others(hostId, await current(site)), signal)
      if (stdout.trim() === '0') return
      const detail = 'the old key may still log in'
      throw stepFailed(site, 'old-key-gone', detail, hostReason('old-key-stays'))
    },
    undo: null,
  }
}

/** Prints how many lines of ours there are but the one that counts. */
const others = (hostId: HostId, line: string | null) =>
  command(
    'Counts keys of ours that are out of use',
    `grep -F -- ${quoted(` ${adminComment(hostId)}`)} ~/.ssh/authorized_keys 2>/dev/null | grep -vxFc -- ${quoted(line ?? '-')} || :`,
  )
