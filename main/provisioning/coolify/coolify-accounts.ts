import { randomBytes } from 'node:crypto'
import { FaultError } from '#contract/fault'
import type { CoolifyAccount } from '#contract/model/coolify'
import type { Log } from '../../base/log.ts'
import { Secret } from '../../base/secret.ts'
import { CoolifyClient } from './coolify-client.ts'
import { type CoolifyTime, systemTime } from './coolify-time.ts'
import { clearTextWarning, parseCoolifyUrl } from './coolify-url.ts'

interface AccountRecord {
  readonly account: CoolifyAccount
  readonly token: { readonly sealed: Buffer; readonly sealedBy: string }
}

/** The part of the store that accounts need; every write resolves when it is on disk. */
export interface CoolifyShelf {
  list(): readonly AccountRecord[]
  save(record: AccountRecord): Promise<void>
  remove(id: string): Promise<unknown>
}

interface TokenSealer {
  readonly name: string
  seal(text: string): Promise<Buffer>
  open(sealed: Buffer): Promise<string>
}

export interface CoolifyAccountsOptions {
  readonly shelf: CoolifyShelf
  readonly sealer: TokenSealer
  readonly log: Log
  /** To be kept out of the log. */
  readonly protect: (secret: Secret) => void
  readonly time?: CoolifyTime
}

export interface CoolifyEntry {
  /** Null: named after the address. */
  readonly name: string | null
  readonly url: string
  readonly token: Secret
  readonly image: string | null
}

interface CoolifyChange {
  readonly name?: string | undefined
  readonly token?: Secret | undefined
  readonly image?: string | null | undefined
}

type Found = Pick<CoolifyAccount, 'version' | 'team' | 'abilities'>

/** The Coolifys that were added, with their tokens sealed. */
export class CoolifyAccounts {
  readonly #options: CoolifyAccountsOptions
  readonly #records: Map<string, AccountRecord>
  /** One for each account, so that all that is done with a token keeps to its limit together. */
  readonly #clients = new Map<string, Promise<CoolifyClient>>()

  constructor(options: CoolifyAccountsOptions) {
    this.#options = options
    this.#records = new Map(options.shelf.list().map(record => [record.account.id, record]))
  }

  list(): readonly CoolifyAccount[] {
    return [...this.#records.values()].map(({ account }) => account)
  }

  get(id: string): CoolifyAccount {
    return this.#record(id).account
  }

  /** What its owner should know. */
  warningsOf({ url, abilities, image }: CoolifyAccount): readonly string[] {
    const missing = (['write', 'deploy'] as const).filter(each => !abilities.includes(each))
    return [
      clearTextWarning(url),
      missing.length === 0
        ? null
        : `The token may not ${missing.join(' and not ')}: nothing can be set up with it. Make one that may read, write and deploy.`,
      image === null
        ? "No image is named. Name the worker's image in a registry that the servers can pull from."
        : null,
    ].filter(warning => warning !== null)
  }

  /** Kept only after Coolify answered to the token. */
  async add(entry: CoolifyEntry, signal: AbortSignal): Promise<CoolifyAccount> {
    const { token, image } = entry
    const url = parseCoolifyUrl(entry.url)
    this.#options.protect(token)
    const client = this.#newClient(url, token)
    const found = await look(client, signal)
    const account: CoolifyAccount = {
      id: `coolify-${randomBytes(4).toString('hex')}`,
      name: entry.name ?? new URL(url).hostname,
      url,
      image,
      ...found,
      addedAt: Date.now(),
    }
    await this.#put({ account, token: await this.#sealed(token) })
    this.#clients.set(account.id, Promise.resolve(client))
    return account
  }

  /** A new token is looked at before it takes the old one's place. */
  async change(id: string, change: CoolifyChange, signal: AbortSignal): Promise<CoolifyAccount> {
    const { account, token: sealed } = this.#record(id)
    const { name = account.name, image = account.image, token } = change
    const named = { ...account, name, image }
    if (!token) {
      await this.#put({ account: named, token: sealed })
      return named
    }
    this.#options.protect(token)
    const client = this.#newClient(account.url, token)
    const after = { ...named, ...(await look(client, signal)) }
    await this.#put({ account: after, token: await this.#sealed(token) })
    this.#clients.set(id, Promise.resolve(client))
    return after
  }

  async remove(id: string): Promise<void> {
    this.#record(id)
    await this.#options.shelf.remove(id)
    this.#records.delete(id)
    this.#clients.delete(id)
  }

  /** FaultError when there is no such account, or its token cannot be read here. */
  async client(id: string): Promise<CoolifyClient> {
    const known = this.#clients.get(id)
    if (known) return known
    const opened = this.#open(this.#record(id))
    this.#clients.set(id, opened)
    opened.catch(() => this.#clients.delete(id))
    return opened
  }

  async #open({ account, token }: AccountRecord): Promise<CoolifyClient> {
    const { sealer, protect, log } = this.#options
    try {
      if (token.sealedBy !== sealer.name) throw new Error(`it was sealed by ${token.sealedBy}`)
      const opened = new Secret(await sealer.open(token.sealed))
      protect(opened)
      return this.#newClient(account.url, opened)
    } catch (cause) {
      log.warn('token of a Coolify unreadable', { account: account.id, cause })
      throw new FaultError({ code: 'secret.unreadable', name: account.name }, { cause })
    }
  }

  #newClient(url: string, token: Secret): CoolifyClient {
    return new CoolifyClient({ url, token, time: this.#options.time ?? systemTime })
  }

  async #sealed(token: Secret): Promise<AccountRecord['token']> {
    const { sealer } = this.#options
    return { sealed: await sealer.seal(token.reveal()), sealedBy: sealer.name }
  }

  async #put(record: AccountRecord): Promise<void> {
    await this.#options.shelf.save(record)
    this.#records.set(record.account.id, record)
  }

  #record(id: string): AccountRecord {
    const record = this.#records.get(id)
    if (!record) throw new FaultError({ code: 'coolify.unknown', account: id })
    return record
  }
}

async function look({ access }: CoolifyClient, signal: AbortSignal): Promise<Found> {
  const version = await access.version(signal)
  const team = await access.team(signal)
  return { version, team, abilities: await access.abilities(signal) }
}
