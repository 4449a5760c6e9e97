import { type Fault, FaultError } from '#contract/fault'
import type { Host, HostKey, HostTrust } from '#contract/model/host'
import { refused } from './host-rules.ts'

/** What becomes of the trust in a host, and what speaks against going on. */
interface Settled {
  readonly trust: HostTrust
  readonly fault: Fault | null
}

/**
 * What holds after the root node saw a key: it may pin one where nothing is known of the host, and
 * never one in the place of another, or against what the owner said to expect.
 */
export function settledTrust(
  { name, trust }: Host,
  wanted: HostTrust,
  now: number,
  revoked: readonly HostKey[],
): Settled {
  const key = shownKey(wanted)
  if (key === null) return { trust, fault: null }
  if (trust.name === 'pinned' || trust.name === 'changed') {
    const settled = settledPin(name, trust, key)
    // Whoever says that it changed knows that it did.
    return wanted.name === 'changed' ? { ...settled, fault: null } : settled
  }
  if (isAmong(revoked, key)) return { trust, fault: { code: 'host.key-revoked', host: name, key } }
  const { expected } = trust
  if (expected === undefined) return { trust: wanted, fault: null }
  if (expected === key.fingerprint) {
    return { trust: { name: 'pinned', key, at: now, because: 'expected' }, fault: null }
  }
  return {
    trust: { name: 'offered', key, expected },
    fault: { code: 'host.untrusted', host: name, key, expected },
  }
}

/** What holds after its owner trusts the key of this fingerprint. FaultError when the host shows another. */
export function trustedByOwner(
  { name, trust }: Host,
  fingerprint: string,
  now: number,
  revoked: readonly HostKey[],
): HostTrust {
  const pin = (key: HostKey): HostTrust => {
    if (isAmong(revoked, key)) throw new FaultError({ code: 'host.key-revoked', host: name, key })
    return { name: 'pinned', key, at: now, because: 'owner' }
  }
  switch (trust.name) {
    case 'unseen':
      return { name: 'unseen', expected: fingerprint }
    case 'offered':
      if (trust.key.fingerprint === fingerprint) return pin(trust.key)
      throw new FaultError({
        ...{ code: 'host.untrusted', host: name, key: trust.key },
        expected: fingerprint,
      })
    case 'pinned':
      if (trust.key.fingerprint === fingerprint) return trust
      throw refused('fingerprint', `${name} shows ${trust.key.fingerprint}, which is trusted`)
    case 'changed':
      if (trust.offered.fingerprint === fingerprint) return pin(trust.offered)
      if (trust.pinned.fingerprint === fingerprint) return pin(trust.pinned)
      throw new FaultError({
        ...{ code: 'host.key-changed', host: name },
        ...{ pinned: trust.pinned, offered: trust.offered },
      })
  }
}

const preferredTypes = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384']

/** Before the first contact, by what is known of the host already. */
export function trustBeforehand(
  expected: string | null,
  known: readonly HostKey[],
  now: number,
): HostTrust {
  if (expected !== null) {
    const key = known.find(each => each.fingerprint === expected)
    return key
      ? { name: 'pinned', key, at: now, because: 'expected' }
      : { name: 'unseen', expected }
  }
  const rank = ({ type }: HostKey) => preferredTypes.indexOf(type) + 1 || 9
  const [key] = known.toSorted((a, b) => rank(a) - rank(b))
  return key ? { name: 'pinned', key, at: now, because: 'known-hosts' } : { name: 'unseen' }
}

/** Another address is another machine; what is expected of one that was seen is said by trusting its key. */
export function trustAfterEdit(
  before: Host,
  after: Host,
  expected: string | null,
  known: readonly HostKey[],
  now: number,
): HostTrust {
  if (after.address !== before.address) return trustBeforehand(expected, known, now)
  if (expected === null) return after.trust
  if (after.trust.name === 'unseen') return { name: 'unseen', expected }
  throw refused('expected_fingerprint', 'the host was seen already; trust the key that it shows')
}

function settledPin(
  host: string,
  before: Extract<HostTrust, { name: 'pinned' | 'changed' }>,
  offered: HostKey,
): Settled {
  const pinned = before.name === 'pinned' ? before.key : before.pinned
  if (pinned.fingerprint === offered.fingerprint) return { trust: before, fault: null }
  return {
    trust: { name: 'changed', pinned, offered },
    fault: { code: 'host.key-changed', host, pinned, offered },
  }
}

/** The key that the host shows now. */
function shownKey(trust: HostTrust): HostKey | null {
  switch (trust.name) {
    case 'unseen':
      return null
    case 'offered':
    case 'pinned':
      return trust.key
    case 'changed':
      return trust.offered
  }
}

const isAmong = (keys: readonly HostKey[], { fingerprint }: HostKey) =>
  keys.some(each => each.fingerprint === fingerprint)
