import { FaultError } from '#contract/fault'
import type { HostImportBody, HostLoginBody, HostPatch, NewHost } from '#contract/http/hosts'
import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { HostVerdict } from '#contract/model/host-facts'
import { Secret } from '../../base/secret.ts'
import type { IdleVerdict } from '../idle/idle-rule.ts'
import type { HeldLogin, HostBook } from './host-book.ts'
import { refused } from './host-rules.ts'
import { type HostEdit, type HostLogin, type HostWish, usualWish } from './host-wish.ts'
import { type ImportReport, importHosts } from './import/import-hosts.ts'
import type { EntryDefaults } from './import/parsed-file.ts'

/** Looks at hosts, and keeps what it finds in their records; each host has a time limit of its own. */
export interface HostDiscovery {
  discover(ids: readonly HostId[], signal: AbortSignal): Promise<ReadonlyMap<HostId, HostVerdict>>
}

/** What else is known of hosts. */
export interface HostRequestSources {
  readonly discovery: HostDiscovery
  /** Null where nobody takes it back for being idle. */
  idleOf(host: Host): IdleVerdict | null
  /** The deployment that is at work on a host; null: none. */
  workingOn(id: HostId): string | null
}

/** What may change while a deployment is at work: nothing that leads it elsewhere. */
const harmless = ['name', 'region', 'monthly_cost', 'priority', 'critical']

/** What of the computer an import may look at. */
export interface SshHome {
  readonly localUser: string
  readonly home: string
  /** The path of the key that OpenSSH would try first; null where there is none. */
  usualKey(): Promise<string | null>
  /** The text of ~/.ssh/config; null where there is none. */
  config(): Promise<string | null>
}

/** A host and how its owner's login stands. */
export interface HostView {
  readonly host: Host
  readonly login: HeldLogin
  /** Null where nobody takes it back for being idle. */
  readonly idle: IdleVerdict | null
}

/** What the owner asks of the hosts over HTTP; `idOrName` is the id or the name of one. */
export class HostRequests {
  readonly #book: HostBook
  readonly #home: SshHome
  readonly #sources: HostRequestSources

  constructor(book: HostBook, home: SshHome, sources: HostRequestSources) {
    this.#book = book
    this.#home = home
    this.#sources = sources
  }

  list(): readonly HostView[] {
    return this.#book.list().map(host => this.#view(host))
  }

  find(idOrName: string): HostView {
    return this.#view(this.#book.find(idOrName))
  }

  async add(body: NewHost): Promise<HostView> {
    return this.#view(await this.#book.add(wishOf(body)))
  }

  async edit(idOrName: string, patch: HostPatch): Promise<HostView> {
    const host = this.#book.find(idOrName)
    if (!Object.keys(patch).every(key => harmless.includes(key))) this.#refuseIfBusy(host)
    return this.#view(await this.#book.edit(host.id, editOf(patch)))
  }

  async trust(idOrName: string, fingerprint: string): Promise<HostView> {
    return this.#view(await this.#book.trust(this.#book.find(idOrName).id, fingerprint))
  }

  /** Its id. */
  async remove(idOrName: string, isForced: boolean): Promise<HostId> {
    const host = this.#book.find(idOrName)
    this.#refuseIfBusy(host)
    await this.#book.remove(host.id, isForced)
    return host.id
  }

  #refuseIfBusy({ id, name }: Host): void {
    const deployment = this.#sources.workingOn(id)
    if (deployment) throw new FaultError({ code: 'deployment.busy', host: name, deployment })
  }

  async import(body: HostImportBody): Promise<ImportReport> {
    const { format, text, source, only = null } = body
    if ((text === undefined) === (source === undefined)) {
      const detail = 'either text or source is expected'
      throw new FaultError({ code: 'request.malformed', detail, param: 'text' })
    }
    return importHosts(this.#book, {
      format: source ?? format,
      text: text ?? (await this.#ownConfig()),
      isDryRun: body.dry_run,
      only,
      defaults: await this.#defaults(body.defaults),
    })
  }

  /** Of these, or of all, those that were looked at. */
  async discover(
    idsOrNames: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<readonly HostView[]> {
    const hosts = idsOrNames?.map(text => this.#book.find(text)) ?? this.#book.list()
    const ids = [...new Set(hosts.map(({ id }) => id))]
    const verdicts = await this.#sources.discovery.discover(ids, signal)
    // One that was removed meanwhile has no verdict any more.
    return this.list()
      .filter(({ host }) => verdicts.has(host.id))
      .map(view => ({
        ...view,
        host: { ...view.host, verdict: verdicts.get(view.host.id) ?? null },
      }))
  }

  #view(host: Host): HostView {
    return { host, login: this.#book.loginOf(host.id), idle: this.#sources.idleOf(host) }
  }

  async #ownConfig(): Promise<string> {
    const text = await this.#home.config()
    if (text !== null) return text
    const detail = 'there is no ~/.ssh/config that can be read.'
    throw new FaultError({ code: 'host.import-malformed', detail })
  }

  async #defaults({ user, auth }: HostImportBody['defaults']): Promise<EntryDefaults> {
    const { localUser, home } = this.#home
    return {
      user: user ?? null,
      login: auth ? loginOf(auth) : null,
      localUser,
      home,
      usualKey: await this.#home.usualKey(),
    }
  }
}

function wishOf(body: NewHost): HostWish {
  const edit = editOf(body)
  const said = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  const { address, user, auth, method, transport = usualWish.transport } = body
  // Only then nothing is done there by us.
  const needsLogin = method !== 'coolify' || transport === 'tunnel'
  if (needsLogin && (!user || !auth)) {
    const help = 'it is needed, unless the method is coolify and the transport is not tunnel'
    throw refused(user ? 'auth' : 'user', help)
  }
  const login: HostLogin = auth ? loginOf(auth) : { kind: 'agent' }
  return { ...usualWish, ...said, address, user: user ?? 'root', login }
}

function editOf(body: HostPatch): HostEdit {
  const { coolify } = body
  return {
    name: body.name,
    address: body.address,
    port: body.port,
    user: body.user,
    region: body.region,
    monthlyCost: body.monthly_cost,
    login: body.auth && loginOf(body.auth),
    jump: body.jump,
    expectedFingerprint: body.expected_fingerprint,
    keyRule: body.host_key && (body.host_key === 'ask' ? 'ask' : 'accept-new'),
    method: body.method,
    coolify: coolify && {
      accountId: coolify.account_id,
      serverUuid: coolify.server_uuid ?? null,
    },
    transport: body.transport,
    priority: body.priority,
    isCritical: body.critical,
  }
}

function loginOf(auth: HostLoginBody): HostLogin {
  if ('agent' in auth) return { kind: 'agent' }
  if ('password' in auth) return { kind: 'password', password: new Secret(auth.password) }
  const passphrase = auth.passphrase === undefined ? null : new Secret(auth.passphrase)
  return 'private_key' in auth
    ? { kind: 'private-key', privateKey: new Secret(auth.private_key), passphrase }
    : { kind: 'private-key-file', path: auth.private_key_path, passphrase }
}
