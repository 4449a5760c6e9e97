import { getCiphers, getCurves } from 'node:crypto'
import type { Algorithms, CipherAlgorithm, KexAlgorithm, ServerHostKeyAlgorithm } from 'ssh2'
import type { HostKey } from '#contract/model/host'

/**
 * Only what the crypto library at hand has: Electron's has no ChaCha20 for SSH and fewer groups than
 * Node's, and ssh2 throws at a name that it cannot serve.
 */
export function algorithmsFor(pinned: HostKey | null): Algorithms {
  return {
    kex: [...ourKeyExchanges()],
    cipher: [...ourCiphers()],
    serverHostKey: [...ourHostKeys(pinned)],
    compress: ['none'],
  }
}

export const ourKeyExchanges = () => kexes.filter(kex => kex.isThere()).map(kex => kex.name)

export function ourCiphers(): readonly CipherAlgorithm[] {
  const there = getCiphers()
  return ciphers.filter(({ openssl }) => there.includes(openssl)).map(({ name }) => name)
}

/** The pinned type is asked for first; the others stay, so that a machine made anew can show what it has now. */
export function ourHostKeys(pinned: HostKey | null = null): readonly ServerHostKeyAlgorithm[] {
  const isPinned = ({ type }: { readonly type: string }) => type === pinned?.type
  return [...hostKeys.filter(isPinned), ...hostKeys.filter(key => !isPinned(key))].map(
    ({ name }) => name,
  )
}

const hasCurve = (name: string) => getCurves().includes(name)
const kexes: readonly { readonly name: KexAlgorithm; readonly isThere: () => boolean }[] = [
  { name: 'curve25519-sha256', isThere: () => true },
  { name: 'curve25519-sha256@libssh.org', isThere: () => true },
  { name: 'ecdh-sha2-nistp256', isThere: () => hasCurve('prime256v1') },
  { name: 'ecdh-sha2-nistp384', isThere: () => hasCurve('secp384r1') },
  { name: 'ecdh-sha2-nistp521', isThere: () => hasCurve('secp521r1') },
  // Every library has this group. To ask for it makes Electron's prove its prime, for half a second
  // of the event loop; so that is left to the connections to hosts that take nothing else.
  { name: 'diffie-hellman-group14-sha256', isThere: () => true },
]

const ciphers: readonly { readonly name: CipherAlgorithm; readonly openssl: string }[] = [
  { name: 'aes128-gcm@openssh.com', openssl: 'aes-128-gcm' },
  { name: 'aes256-gcm@openssh.com', openssl: 'aes-256-gcm' },
  { name: 'aes128-ctr', openssl: 'aes-128-ctr' },
  { name: 'aes192-ctr', openssl: 'aes-192-ctr' },
  { name: 'aes256-ctr', openssl: 'aes-256-ctr' },
]

const hostKeys: readonly { readonly name: ServerHostKeyAlgorithm; readonly type: string }[] = [
  { name: 'ssh-ed25519', type: 'ssh-ed25519' },
  { name: 'ecdsa-sha2-nistp256', type: 'ecdsa-sha2-nistp256' },
  { name: 'ecdsa-sha2-nistp384', type: 'ecdsa-sha2-nistp384' },
  { name: 'ecdsa-sha2-nistp521', type: 'ecdsa-sha2-nistp521' },
  { name: 'rsa-sha2-512', type: 'ssh-rsa' },
  { name: 'rsa-sha2-256', type: 'ssh-rsa' },
]
