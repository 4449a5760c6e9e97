import { createHash } from 'node:crypto'
import type { Host } from '#contract/model/host'
import type { Secret } from '../../base/secret.ts'
import { layout, openAddress } from '../layout.ts'

/** Who reads the file: each has its own idea of quotes. */
export type EnvironmentReader = 'systemd' | 'docker'

export interface WorkerEnvironment {
  readonly host: Host
  readonly port: number
  readonly secret: Secret
  /** Still accepted beside the other one. */
  readonly previousSecret: Secret | null
  readonly settings: Readonly<Record<string, string>>
}

/** Names the state of all other lines, so that a running worker shows which of them it was started with. */
export const settingsMark = 'BANYAN_SETTINGS'

/** The text of worker.env; it is secret as a whole. Throws for what cannot stand on one line. */
export function environmentText(
  { host, port, secret, previousSecret, settings }: WorkerEnvironment,
  reader: EnvironmentReader,
): string {
  const open = reader === 'docker' ? '0.0.0.0' : openAddress(host)
  const isOpen = reader === 'docker' || host.transport !== 'tunnel'
  const variables: Readonly<Record<string, string>> = {
    ...settings,
    WORKER_ID: host.id,
    // A container's own loopback cannot be published; what is published says who gets in.
    WORKER_HOST: isOpen ? open : '127.0.0.1',
    WORKER_PORT: String(port),
    ROOT_NODE_SECRET: secret.reveal(),
    ...(previousSecret && { ROOT_NODE_SECRET_PREVIOUS: previousSecret.reveal() }),
    ...(host.transport === 'tls' && {
      WORKER_TLS_CERT_FILE: `${layout.tls}/certificate.pem`,
      WORKER_TLS_KEY_FILE: `${layout.tls}/key.pem`,
      WORKER_TLS_CA_FILE: `${layout.tls}/authority.pem`,
    }),
  }
  const lines = Object.entries(variables)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${checkedName(name)}=${valueFor(reader, name, value)}\n`)
    .join('')
  const mark = createHash('sha256').update(lines).digest('hex').slice(0, 16)
  return `# Written by Banyan, which writes it anew when something changes.\n${lines}${settingsMark}=${mark}\n`
}

function checkedName(name: string): string {
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) return name
  throw new Error(`${JSON.stringify(name.slice(0, 40))} cannot be the name of a variable`)
}

function valueFor(reader: EnvironmentReader, name: string, value: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) {
    throw new Error(`${name} has a line break or another control character in it`)
  }
  // Docker takes what is there, quotes included, and begins after the first `=`.
  if (reader === 'docker' || /^[\w.:/@%+,=-]*$/.test(value)) return value
  return `"${value.replaceAll(/["\\$`]/g, '\\$&')}"`
}
