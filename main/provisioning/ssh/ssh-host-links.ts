import { setTimeout as sleep } from 'node:timers/promises'
import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import type { HostId } from '#contract/ids'
import type { Host, HostKey, HostTrust } from '#contract/model/host'
import { backoffMs } from '../../base/backoff.ts'
import { type Clock, systemClock } from '../../base/clock.ts'
import type { Secret } from '../../base/secret.ts'
import type { HostLink, HostLinks } from '../host-link.ts'
import type { Hosts } from '../hosts.ts'
import { isPassing } from './connect-failure.ts'
import { openSsh, readHostKey } from './open-ssh.ts'
import { OpenedKeys } from './opened-keys.ts'
import { type SshLogin, type SshPlace, type SshTimes, usualTimes } from './ssh-target.ts'

/** What a link may be opened with instead of what the host's record says. */
export interface OtherLogin {
  readonly user: string
  /** Without a passphrase. */
  readonly key: Secret
}

/** The keys that are never to be trusted for an address, whatever was pinned before. */
export type RevokedKeys = (address: string, port: number) => Promise<readonly HostKey[]>

interface Options {
  readonly clock?: Clock
  readonly times?: SshTimes
  /** Before the second try; the third waits twice as long. */
  readonly pauseMs?: number
  /** Those of others that open the same keys. */
  readonly keys?: OpenedKeys
  /** Asked before every connection: a key may be revoked long after it was pinned. */
  readonly revokedKeys?: RevokedKeys
}

const mostTries = 3
const mostJumps = 4

/**
 * Opens links to hosts of the book. Every link is a connection of its own: whoever opens one closes
 * it, and whoever needs many commands keeps it. Trouble of the network is tried again, twice;
 * nothing else is.
 */
export class SshHostLinks implements HostLinks {
  readonly #hosts: Hosts
  readonly #clock: Clock
  readonly #times: SshTimes
  readonly #pauseMs: number
  readonly #keys: OpenedKeys
  readonly #revokedKeys: RevokedKeys

  constructor(hosts: Hosts, options: Options = {}) {
    this.#hosts = hosts
    this.#clock = options.clock ?? systemClock
    this.#times = options.times ?? usualTimes
    this.#pauseMs = options.pauseMs ?? 1_000
    this.#keys = options.keys ?? new OpenedKeys()
    this.#revokedKeys = options.revokedKeys ?? (async () => [])
  }

  open(hostId: HostId, signal: AbortSignal): Promise<HostLink> {
    return this.#withTries(() => this.#open(hostId, [], null, signal), signal)
  }

  /** By another user or key than the host's record says: to prove a new key, or for the tunnel. */
  openAs(hostId: HostId, other: OtherLogin, signal: AbortSignal): Promise<HostLink> {
    return this.#withTries(() => this.#open(hostId, [], other, signal), signal)
  }

  /** Makes contact without logging in: the key that the host shows, which goes into its record. */
  meet(hostId: HostId, signal: AbortSignal): Promise<HostKey> {
    const contact = async (place: SshPlace, host: Host) => {
      const key = await readHostKey(place, signal, this.#times)
      await this.#note(host, key)
      place.via?.close()
      return key
    }
    return this.#withTries(() => this.#reach(hostId, [], signal, contact), signal)
  }

  #open(
    hostId: HostId,
    path: readonly Host[],
    other: OtherLogin | null,
    signal: AbortSignal,
  ): Promise<HostLink> {
    return this.#reach(hostId, path, signal, async (place, host) => {
      const pinned = await this.#pinnedKey(place, host, signal)
      const user = other?.user ?? host.user
      const login = other ? withKey(other.key) : await this.#loginOf(host)
      try {
        const link = await openSsh(
          { ...place, user, login, pinned },
          signal,
          this.#times,
          this.#keys,
        )
        void link.closed.then(() => place.via?.close())
        return link
      } catch (error) {
        const offered = changedKey(error)
        if (offered !== null) await this.#note(host, offered)
        throw error
      }
    })
  }

  /** Goes to a host through its jump hosts; they are left when `work` fails. */
  async #reach<T>(
    hostId: HostId,
    path: readonly Host[],
    signal: AbortSignal,
    work: (place: SshPlace, host: Host) => Promise<T>,
  ): Promise<T> {
    const record = this.#hosts.get(hostId)
    const way = [...path, record]
    if (record.jump !== null && isEndless(record.jump, way)) {
      const names = way.map(({ name }) => name).join(', then ')
      const detail = `the way to it has no end: ${names}. Change a jump host.`
      const why = hostReason('endless-way', { names: way.map(({ name }) => name).join(' → ') })
      throw new FaultError({ code: 'host.unreachable', host: way[0]?.name ?? '', detail, why })
    }
    const via = record.jump === null ? null : await this.#open(record.jump, way, null, signal)
    const { id, name, address, port } = record
    try {
      return await work({ hostId: id, host: name, address, port, via }, record)
    } catch (error) {
      via?.close()
      throw error
    }
  }

  async #pinnedKey(place: SshPlace, host: Host, signal: AbortSignal): Promise<HostKey> {
    const { trust } = host
    if (trust.name === 'pinned') return this.#unrevoked(host, trust.key)
    if (trust.name === 'changed') {
      const { pinned, offered } = trust
      throw new FaultError({ code: 'host.key-changed', host: host.name, pinned, offered })
    }
    const key = await readHostKey(place, signal, this.#times)
    if (host.keyRule === 'ask') {
      await this.#note(host, key)
      // The book pins the key that its owner told it to expect.
      const noted = this.#hosts.get(host.id).trust
      if (noted.name === 'pinned') return noted.key
      throw new FaultError({ code: 'host.untrusted', host: host.name, key })
    }
    const at = this.#clock.wallMs()
    const pinned: HostTrust = { name: 'pinned', key, at, because: 'first-contact' }
    await this.#hosts.change(host.id, { trust: pinned })
    return key
  }

  async #unrevoked({ name, address, port }: Host, key: HostKey): Promise<HostKey> {
    const revoked = await this.#revokedKeys(address, port)
    if (!revoked.some(({ blob }) => blob === key.blob)) return key
    throw new FaultError({ code: 'host.key-revoked', host: name, key })
  }

  /** A pinned key stays pinned whatever is shown; only its owner lets another take its place. */
  async #note({ id }: Host, key: HostKey): Promise<void> {
    const { trust } = this.#hosts.get(id)
    const pinned =
      trust.name === 'pinned' ? trust.key : trust.name === 'changed' ? trust.pinned : null
    if (pinned === null) await this.#hosts.change(id, { trust: { name: 'offered', key } })
    else if (pinned.blob !== key.blob) {
      await this.#hosts.change(id, { trust: { name: 'changed', pinned, offered: key } })
    }
  }

  async #loginOf(host: Host): Promise<SshLogin> {
    const secrets = await this.#hosts.secretsOf(host.id)
    if (host.hasOwnKey && secrets.adminKey) return withKey(secrets.adminKey)
    const { passphrase } = secrets
    switch (host.auth.kind) {
      case 'private-key':
        return {
          kind: 'private-key',
          key: given(secrets.privateKey, host, 'private key'),
          passphrase,
        }
      case 'private-key-file':
        return { kind: 'private-key-file', path: host.auth.path, passphrase }
      case 'agent':
        return { kind: 'agent', socket: null }
      case 'password':
        return { kind: 'password', password: given(secrets.password, host, 'password') }
    }
  }

  async #withTries<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work()
      } catch (error) {
        if (tries === mostTries || !isPassing(error)) throw error
        const ms = backoffMs(tries - 1, { firstMs: this.#pauseMs, mostMs: 10_000 })
        await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
      }
    }
  }
}

const withKey = (key: Secret): SshLogin => ({ kind: 'private-key', key, passphrase: null })

const isEndless = (jump: HostId, way: readonly Host[]) =>
  way.length > mostJumps || way.some(({ id }) => id === jump)

function given(secret: Secret | null, { name }: Host, what: string): Secret {
  if (secret !== null) return secret
  const detail = `none is kept for "${name}". Give its ${what} again.`
  const why = hostReason('not-kept', { host: name })
  throw new FaultError({ code: 'host.key-unreadable', detail, why })
}

const changedKey = (error: unknown): HostKey | null =>
  error instanceof FaultError && error.fault.code === 'host.key-changed'
    ? error.fault.offered
    : null
