import ssh2, { type BaseAgent, type ParsedKey } from 'ssh2'
import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import { fingerprintOf } from './host-key.ts'

/** Each key that is shown and not taken counts as a failure, and hosts ban those who fail often. */
const mostKeys = 3

/** An agent that offers a few of its keys only. */
export interface FewKeys {
  readonly agent: BaseAgent
  /** Which, in words. */
  readonly names: readonly string[]
}

/** Keys whose comment names the host come first, then those of newer kinds. FaultError `host.key-unreadable`. */
export async function agentKeys(socket: string | null, about: readonly string[]): Promise<FewKeys> {
  const path = socket ?? process.env['SSH_AUTH_SOCK'] ?? windowsPipe()
  if (!path) {
    const detail = 'no SSH agent runs (SSH_AUTH_SOCK is not set). Start one, or use a file.'
    throw noAgent(detail, hostReason('no-agent'))
  }
  const agent = ssh2.createAgent(path)
  const keys = await identities(agent)
  if (keys.length === 0) {
    throw noAgent('the SSH agent holds no key. Add one: ssh-add.', hostReason('agent-empty'))
  }
  const names = about.map(word => word.toLowerCase())
  const rank = ({ type, comment }: ParsedKey) => {
    const said = (comment ?? '').toLowerCase()
    const isNamed = names.some(name => name !== '' && said.includes(name))
    return (isNamed ? 0 : kinds.length) + kinds.findIndex(kind => type.startsWith(kind))
  }
  const chosen = keys
    .filter(({ type }) => kinds.some(kind => type.startsWith(kind)))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, mostKeys)
  return {
    // ssh2 takes only descendants of its own agents; this one differs in what it lists.
    agent: Object.assign(Object.create(agent) as BaseAgent, {
      getIdentities: (done: (error: null, keys: ParsedKey[]) => void) => done(null, chosen),
    }),
    names: chosen.map(
      key =>
        `${key.type} key of the agent ${fingerprintOf(key.getPublicSSH())} ${key.comment ?? ''}`,
    ),
  }
}

const kinds = ['ssh-ed25519', 'ecdsa-', 'ssh-rsa']

const windowsPipe = () =>
  process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined

function identities(agent: BaseAgent): Promise<readonly ParsedKey[]> {
  return new Promise((resolve, reject) => {
    agent.getIdentities((error, keys) => {
      if (error) {
        const said = error.message
        const why = hostReason('agent-silent', { said })
        reject(noAgent(`the SSH agent does not answer (${said}).`, why))
        return
      }
      // Agents of ssh2's own answer with keys that are parsed.
      resolve((keys ?? []) as unknown as readonly ParsedKey[])
    })
  })
}

const noAgent = (detail: string, why: HostReason) =>
  new FaultError({ code: 'host.key-unreadable', detail, why })
