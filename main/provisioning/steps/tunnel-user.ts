import { type HostReason, hostReason } from '#contract/host-reason'
import { type Command, quoted, rootCommand } from '../command.ts'
import { layout, tunnelUser } from '../layout.ts'
import type { PlannerParts } from '../methods/parts.ts'
import type { Site, Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { keyLine, tunnelComment } from './authorized-keys.ts'
import type { PortChoice } from './port-chosen.ts'
import { stepFailed } from './step-failed.ts'

type Parts = Pick<PlannerParts, 'hosts' | 'keys' | 'proofs'>

const keysFile = `${layout.tunnelHome}/.ssh/authorized_keys`
const shown = 'restrict,port-forwarding,permitopen="127.0.0.1:<port>" ssh-ed25519 <our public key>'

function isThere(line: string): Command {
  return rootCommand(
    `Looks whether the user ${tunnelUser} is there with our key`,
    `if id ${tunnelUser} >/dev/null 2>&1 && [ "$(cat ${keysFile} 2>/dev/null || :)" = ${quoted(line)} ]
then echo there; else echo missing; fi`,
  )
}

/** The key is not the user's own to change: its folder and file are root's. */
export function makeTunnelUser(line: string): Command {
  return rootCommand(
    `Makes the user ${tunnelUser}, who may reach the worker's port and do nothing else`,
    `shell=$(command -v nologin || echo /bin/false)
if ! id ${tunnelUser} >/dev/null 2>&1; then
  useradd --system --no-create-home --home-dir ${layout.tunnelHome} --shell "$shell" --comment 'Way to the Banyan worker' --password '*' ${tunnelUser}
fi
install -d -m 755 ${layout.tunnelHome} ${layout.tunnelHome}/.ssh
umask 022
printf '%s\\n' ${quoted(line)} > ${keysFile}.new
mv -f ${keysFile}.new ${keysFile}
if command -v chcon >/dev/null; then chcon -R -t ssh_home_t ${layout.tunnelHome}/.ssh 2>/dev/null || :; fi`,
  )
}

/** What sshd would make of the user; nothing where it lets the user in. */
const sshdRules = rootCommand(
  `Asks sshd what its settings say of ${tunnelUser}`,
  `sshd=$(command -v sshd || echo /usr/sbin/sshd)
"$sshd" -T -C user=${tunnelUser},host=localhost,addr=127.0.0.1 2>/dev/null | grep -E '^(allowusers|denyusers|allowgroups|denygroups|allowtcpforwarding|disableforwarding) ' || :`,
)

/** With a key that opens one port of the host's own loopback and nothing else. */
export function tunnelUserThere({ hosts, keys, proofs }: Parts, choice: PortChoice): Step {
  const lineOf = async ({ host }: Site) => {
    const { tunnelKey } = await hosts.secretsOf(host.id)
    return tunnelKey && tunnelLine(keyLine(keys, tunnelKey, tunnelComment(host.id)), choice.port)
  }
  return {
    name: 'tunnel-user',
    words: `Makes the user ${tunnelUser}, whose key opens the worker’s port and nothing else, and proves it.`,
    facts: { user: tunnelUser },
    commands: [isThere(shown), makeTunnelUser(shown), sshdRules],
    interrupts: false,
    async check(site, signal) {
      const line = await lineOf(site)
      if (!line) return notSo('there is no key for the tunnel yet')
      const { stdout } = await site.run(isThere(line), signal)
      return stdout.trim() === 'there'
        ? isSo(`${tunnelUser} is there with our key`, 'tunnel-user-there', { user: tunnelUser })
        : notSo(`${tunnelUser} is missing, or has another key`)
    },
    async apply(site, signal) {
      const { id } = site.host
      if (!(await hosts.secretsOf(id)).tunnelKey) {
        await hosts.saveSecrets(id, { tunnelKey: keys.generate(tunnelComment(id)) })
      }
      const line = await lineOf(site)
      if (!line) throw notKept(site)
      await site.run(makeTunnelUser(line), signal)
      const { stdout } = await site.run(sshdRules, signal)
      const objection = objectionOf(stdout)
      if (objection) throw stepFailed(site, 'tunnel-user', objection.words, objection.why)
      const facts = { user: tunnelUser, port: choice.port }
      return told(`${tunnelUser} may reach port ${choice.port}`, 'tunnel-user-made', facts)
    },
    async verify(site, signal) {
      const { tunnelKey } = await hosts.secretsOf(site.host.id)
      if (!tunnelKey) throw notKept(site)
      await proofs.tunnel(site.host, tunnelKey, signal)
    },
    undo: null,
  }
}

export const tunnelLine = (line: string, port: number): string =>
  `restrict,port-forwarding,permitopen="127.0.0.1:${port}" ${line}`

const notKept = (site: Site) =>
  stepFailed(site, 'tunnel-user', 'the new key could not be kept', hostReason('key-unsaved'))

/** In English, and for whoever says it in another language. */
interface Objection {
  readonly words: string
  readonly why: HostReason
}

/** Which of sshd's settings keeps the tunnel from working; null when none does. */
export function objectionOf(rules: string): Objection | null {
  const words = (name: string) =>
    rules
      .split('\n')
      .filter(line => line.startsWith(`${name} `))
      .flatMap(line => line.split(/\s+/).slice(1))
  const matches = (patterns: readonly string[]) =>
    patterns.some(each => globOf(each.split('@')[0] ?? '').test(tunnelUser))
  for (const kind of ['users', 'groups']) {
    const allowed = words(`allow${kind}`)
    if (allowed.length > 0 && !matches(allowed)) {
      const setting = kind === 'users' ? 'AllowUsers' : 'AllowGroups'
      const facts = { setting, allowed: allowed.join(' '), user: tunnelUser }
      return {
        words: `sshd lets in ${setting} ${facts.allowed} only. Add ${tunnelUser} to it and reload sshd.`,
        why: hostReason('login-list', facts),
      }
    }
    if (matches(words(`deny${kind}`))) {
      return {
        words: `sshd refuses ${tunnelUser} by its Deny settings. Take it out of them and reload sshd.`,
        why: hostReason('login-denied', { user: tunnelUser }),
      }
    }
  }
  const [forwarding] = words('allowtcpforwarding')
  if (words('disableforwarding')[0] === 'yes' || forwarding === 'no' || forwarding === 'remote') {
    return {
      words:
        'sshd forwards no connections (AllowTcpForwarding or DisableForwarding). Allow it for the tunnel, or choose another transport.',
      why: hostReason('no-forwarding'),
    }
  }
  return null
}

const globOf = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )
