import { FaultError } from '#contract/fault'
import type { HostId } from '#contract/ids'
import type { Host, HostKey } from '#contract/model/host'
import { Emitter } from '../../base/emitter.ts'
import type { Secret } from '../../base/secret.ts'
import type { HostChange, HostSecrets, Hosts } from '../hosts.ts'
import { checkedAddress, checkedFingerprint, checkedPort } from './host-rules.ts'
import { HostSafe, type HostSafeOptions, noSecrets, type SealedHostSecrets } from './host-safe.ts'
import { settledTrust, trustAfterEdit, trustBeforehand, trustedByOwner } from './host-trust.ts'
import type { HostEdit, HostLogin, HostWish } from './host-wish.ts'
import { editedHost, hostNamed, hostOf, isSameWay, loginSecrets, newHostId } from './new-host.ts'

/** The part of the store that the book needs; every write resolves when it is on disk. */
export interface HostShelf {
  list(): readonly Host[]
  secrets(): readonly SealedHostSecrets[]
  /** The secrets stay as they are where they are null. */
  save(record: { readonly host: Host; readonly secrets: SealedHostSecrets | null }): Promise<void>
  saveSecrets(secrets: SealedHostSecrets): Promise<void>
  remove(id: HostId): Promise<boolean>
}

/** Throws a FaultError, `host.key-unreadable` or `host.key-needs-passphrase`, for a key that is of no use. */
export type KeyCheck = (host: string, privateKey: Secret, passphrase: Secret | null) => unknown

/** The keys that the user's own known_hosts has for an address, and those that it never is to be trusted by. */
export type KnownKeys = (
  address: string,
  port: number,
) => Promise<{ readonly keys: readonly HostKey[]; readonly revoked: readonly HostKey[] }>

export interface HostBookOptions extends Omit<HostSafeOptions, 'sealed'> {
  readonly shelf: HostShelf
  readonly checkKey: KeyCheck
  readonly knownKeys: KnownKeys
  readonly now?: () => number
}

/** How the owner's own login stands, without what is secret of it. */
export interface HeldLogin {
  readonly hasPrivateKey: boolean
  readonly hasPassphrase: boolean
  readonly hasPassword: boolean
  /** False: they were sealed by what this start has not. */
  readonly isReadable: boolean
}

/** The one place that knows which hosts there are, what each is trusted by, and what is secret of it. */
export class HostBook implements Hosts {
  readonly #shelf: HostShelf
  readonly #checkKey: KeyCheck
  readonly #knownKeys: KnownKeys
  readonly #now: () => number
  readonly #safe: HostSafe
  readonly #hosts: Map<HostId, Host>
  readonly #changed = new Emitter<Host>()
  readonly #removed = new Emitter<HostId>()
  readonly #opened = new Emitter<HostId>()
  #last: Promise<unknown> = Promise.resolve()

  constructor({ shelf, checkKey, knownKeys, now = Date.now, ...safe }: HostBookOptions) {
    this.#shelf = shelf
    this.#checkKey = checkKey
    this.#knownKeys = knownKeys
    this.#now = now
    this.#safe = new HostSafe({ ...safe, sealed: shelf.secrets() })
    this.#hosts = new Map(shelf.list().map(host => [host.id, host]))
  }

  /** Hears each host that came or changed, when that is on disk. */
  readonly onChange = this.#changed.subscribe
  readonly onRemove = this.#removed.subscribe
  /** Hears each host that may be reached now where it was not: its owner changed the way, the login or the trust. */
  readonly onWayOpened = this.#opened.subscribe

  list(): readonly Host[] {
    return [...this.#hosts.values()]
  }

  get(id: HostId): Host {
    const host = this.#hosts.get(id)
    if (!host) throw new FaultError({ code: 'host.unknown', host: id })
    return host
  }

  /** By its id or its name. FaultError `host.unknown`. */
  find(idOrName: string): Host {
    const host = hostNamed(idOrName, this.list())
    if (!host) throw new FaultError({ code: 'host.unknown', host: idOrName })
    return host
  }

  loginOf(id: HostId): HeldLogin {
    return {
      hasPrivateKey: this.#safe.holds(id, 'privateKey'),
      hasPassphrase: this.#safe.holds(id, 'passphrase'),
      hasPassword: this.#safe.holds(id, 'password'),
      isReadable: this.#safe.isReadable(id),
    }
  }

  secretsOf(id: HostId): Promise<HostSecrets> {
    this.get(id)
    return this.#safe.open(id)
  }

  /** What would be added, beside the hosts that there are and these. Nothing is kept of it. */
  draft(wish: HostWish, beside: readonly Host[]): Host {
    this.#checkLogin(wish.name ?? wish.address, wish.login)
    const [id, now] = [newHostId(), this.#now()]
    const trust = trustBeforehand(expectedBy(wish), [], now)
    return hostOf(wish, [...this.list(), ...beside], { id, trust, now })
  }

  async add(wish: HostWish): Promise<Host> {
    this.#checkLogin(wish.name ?? wish.address, wish.login)
    const place = [checkedAddress(wish.address), checkedPort(wish.port)] as const
    const known = (await this.#knownKeys(...place)).keys
    return this.#inTurn(async () => {
      const [id, now] = [newHostId(), this.#now()]
      const trust = trustBeforehand(expectedBy(wish), known, now)
      const host = hostOf(wish, this.list(), { id, trust, now })
      const secrets = { ...noSecrets, ...loginSecrets(wish.login) }
      return this.#put(host, await this.#safe.seal(id, secrets))
    })
  }

  /** What its owner says anew of it. A host at another address is not trusted any more. */
  async edit(id: HostId, edit: HostEdit): Promise<Host> {
    this.#checkLogin(this.get(id).name, edit.login)
    const known = await this.#keysAfter(this.get(id), edit)
    return this.#inTurn(async () => {
      const before = this.get(id)
      const { login } = edit
      const after = editedHost(before, edit, this.list())
      const trust = trustAfterEdit(before, after, expectedBy(edit), known, this.#now())
      const secrets = login && { ...(await this.#safe.open(id)), ...loginSecrets(login) }
      const sealed = secrets ? await this.#safe.seal(id, secrets) : null
      const saved = await this.#put({ ...after, trust }, sealed)
      if (login || !isSameWay(before, saved)) this.#opened.emit(id)
      return saved
    })
  }

  /** Throws, after it was saved, where the key that was seen is not the one to be trusted. */
  async change(id: HostId, change: HostChange): Promise<Host> {
    const revoked = change.trust ? await this.#revokedOf(id) : []
    const [host, fault] = await this.#inTurn(async () => {
      const before = this.get(id)
      const settled = change.trust && settledTrust(before, change.trust, this.#now(), revoked)
      const trust = settled?.trust ?? before.trust
      const after = await this.#put({ ...before, ...change, trust }, null)
      return [after, settled?.fault ?? null] as const
    })
    if (fault) throw new FaultError(fault)
    return host
  }

  /**
   * Pins the key of this fingerprint, if it is the one that the host shows; of a host that was
   * never seen, the one that it must show. A machine with another key was made anew: what was
   * installed for a login of our own is not there.
   */
  async trust(id: HostId, fingerprintText: string): Promise<Host> {
    const fingerprint = checkedFingerprint(fingerprintText)
    const revoked = await this.#revokedOf(id)
    return this.#inTurn(async () => {
      const before = this.get(id)
      const trust = trustedByOwner(before, fingerprint, this.#now(), revoked)
      const isAnother =
        before.trust.name === 'changed' && before.trust.offered.fingerprint === fingerprint
      const hasOwnKey = before.hasOwnKey && !(isAnother && this.#canOwnerLogIn(before))
      const after = await this.#put({ ...before, trust, hasOwnKey }, null)
      this.#opened.emit(id)
      return after
    })
  }

  saveSecrets(id: HostId, change: Partial<HostSecrets>): Promise<void> {
    return this.#inTurn(async () => {
      this.get(id)
      const sealed = await this.#safe.seal(id, { ...(await this.#safe.openOrThrow(id)), ...change })
      await this.#shelf.saveSecrets(sealed)
      this.#safe.keep(sealed)
    })
  }

  /** Refused where another host is reached through it and, unless it is forced, where a worker of ours is on it. */
  remove(id: HostId, isForced: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const host = this.get(id)
      const behind = this.list().find(({ jump }) => jump === id)
      const inUse = (by: string) => new FaultError({ code: 'host.in-use', host: host.name, by })
      if (behind) throw inUse(`the host "${behind.name}", which is reached through it`)
      if (host.installed && !isForced) throw inUse(`the worker "${host.installed.workerId}" on it`)
      await this.#shelf.remove(id)
      this.#hosts.delete(id)
      this.#safe.forget(id)
      this.#removed.emit(id)
    })
  }

  /** Saved before it is announced: a listener may rely on finding it on disk. */
  async #put(host: Host, secrets: SealedHostSecrets | null): Promise<Host> {
    await this.#shelf.save({ host, secrets })
    if (secrets) this.#safe.keep(secrets)
    this.#hosts.set(host.id, host)
    this.#changed.emit(host)
    return host
  }

  /** One after the other: each sees what the one before came to, and no two hosts get one name. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => {})
    return done
  }

  #checkLogin(host: string, login: HostLogin | undefined): void {
    const { privateKey, passphrase } = login ? loginSecrets(login) : noSecrets
    if (privateKey) this.#checkKey(host, privateKey, passphrase)
  }

  async #keysAfter(host: Host, { address, port }: HostEdit): Promise<readonly HostKey[]> {
    if (address === undefined) return []
    return (await this.#knownKeys(checkedAddress(address), checkedPort(port ?? host.port))).keys
  }

  async #revokedOf(id: HostId): Promise<readonly HostKey[]> {
    const { address, port } = this.get(id)
    return (await this.#knownKeys(address, port)).revoked
  }

  #canOwnerLogIn({ id, auth }: Host): boolean {
    if (auth.kind === 'password') return this.#safe.holds(id, 'password')
    return auth.kind !== 'private-key' || this.#safe.holds(id, 'privateKey')
  }
}

function expectedBy({ expectedFingerprint }: HostEdit): string | null {
  return expectedFingerprint ? checkedFingerprint(expectedFingerprint) : null
}
