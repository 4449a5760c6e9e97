import type { AnyAuthMethod, AuthenticationType } from 'ssh2'
import { readPrivateKey } from './private-key.ts'
import type { SshTarget } from './ssh-target.ts'

/** The one try to log in that a connection makes. */
export interface Credentials {
  /** What is shown to the host, in words. */
  readonly tried: readonly string[]
  /** The next thing to do, knowing what the host takes; null at first. False: nothing more. */
  next(offered: readonly AuthenticationType[] | null): AnyAuthMethod | false
}

export async function credentialsOf({ host, user, login }: SshTarget): Promise<Credentials> {
  if (login.kind !== 'private-key') throw new Error('not yet')
  const key = readPrivateKey(host, login.key, login.passphrase)
  return {
    tried: [`${key.type} key`],
    next: offered => (offered === null ? { type: 'publickey', username: user, key } : false),
  }
}
