import ssh2, { type ParsedKey } from 'ssh2'
import { FaultError } from '#contract/fault'
import type { Secret } from '../../base/secret.ts'

/** A private key that can sign. FaultError `host.key-needs-passphrase` or `host.key-unreadable`, with what to do. */
export function readPrivateKey(host: string, text: Secret, passphrase: Secret | null): ParsedKey {
  const parsed: unknown = ssh2.utils.parseKey(text.reveal(), passphrase?.reveal())
  // Typed as one key, but a file of OpenSSH's may hold several.
  const key = (Array.isArray(parsed) ? parsed[0] : parsed) as ParsedKey | Error | undefined
  if (key === undefined || key instanceof Error || !key.isPrivateKey()) {
    throw new FaultError({ code: 'host.key-unreadable', detail: `${host}: it is no private key.` })
  }
  return key
}
