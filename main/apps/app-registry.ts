import { type Fault, FaultError } from '#contract/fault'
import { type App, type AppRules, defaultAppId } from '#contract/model/app'
import type { Secret } from '../base/secret.ts'
import { appIdIn, isKey, looksLikeOurKey, newAppId, newKey, type StoredKey } from './app-key.ts'

/** An app with what its key is checked by. */
export interface AppRecord {
  readonly app: App
  readonly keyHash: Buffer | null
}

/** The part of the store that the registry needs. The default app is in it from the start. */
export interface AppShelf {
  list(): readonly AppRecord[]
  save(record: AppRecord): Promise<void>
  remove(appId: string): Promise<unknown>
}

/** For a new app, where its maker says nothing else. */
const usualRules: Omit<AppRules, 'name'> = {
  models: [],
  requestsPerMinute: 100,
  tokensPerDay: null,
  budgetUsdPerMonth: null,
  expiresAt: null,
  cache: 'off',
  keepsContents: false,
  isRevoked: false,
}

/** What is left out, or undefined, stays as it is. */
export type AppChange = { readonly [K in keyof AppRules]?: AppRules[K] | undefined }

/** An app and its new key, which is shown once. */
export interface KeyedApp {
  readonly app: App
  readonly key: Secret
}

/** The one place that knows which apps there are and what each may do. */
export class AppRegistry {
  readonly #shelf: AppShelf
  readonly #records: Map<string, AppRecord>
  readonly #now: () => number

  constructor(shelf: AppShelf, now: () => number = Date.now) {
    this.#shelf = shelf
    this.#now = now
    this.#records = new Map(shelf.list().map(record => [record.app.id, record]))
  }

  list(): readonly App[] {
    return [...this.#records.values()].map(({ app }) => app)
  }

  get(appId: string): App {
    return this.#record(appId).app
  }

  /**
   * The app of who sends this key, or why there is none. No key, and a key that is not of our
   * making, is the default app: many clients send some key because they must.
   */
  identify(key: string | null): App | Fault {
    if (key === null || !looksLikeOurKey(key)) {
      return this.#usable(this.get(defaultAppId), 'missing')
    }
    const record = this.#records.get(appIdIn(key) ?? '')
    const stored = record && storedKey(record)
    if (!record || !stored || !isKey(key, stored)) return refused('unknown')
    return this.#usable(record.app, 'revoked')
  }

  /** Saved before it is known: a key that was shown works after a crash. */
  async add(name: string, change: AppChange): Promise<KeyedApp> {
    const id = newAppId()
    const key = newKey(id)
    const app: App = {
      ...changed({ ...usualRules, name }, change),
      id,
      keyHint: key.stored.hint,
      createdAt: this.#now(),
    }
    await this.#put({ app, keyHash: key.stored.hash })
    return { app, key: key.text }
  }

  async change(appId: string, change: AppChange): Promise<App> {
    const { app, keyHash } = this.#record(appId)
    const after = changed(app, change)
    await this.#put({ app: after, keyHash })
    return after
  }

  /** The old key is refused from now on. */
  async changeKey(appId: string): Promise<KeyedApp> {
    const app = this.#named(appId)
    const key = newKey(appId)
    const after = { ...app, keyHint: key.stored.hint }
    await this.#put({ app: after, keyHash: key.stored.hash })
    return { app: after, key: key.text }
  }

  /** What it used stays in the accounts. */
  async remove(appId: string): Promise<void> {
    this.#named(appId)
    await this.#shelf.remove(appId)
    this.#records.delete(appId)
  }

  async #put(record: AppRecord): Promise<void> {
    await this.#shelf.save(record)
    this.#records.set(record.app.id, record)
  }

  #record(appId: string): AppRecord {
    const record = this.#records.get(appId)
    if (!record) throw new FaultError({ code: 'app.unknown', appId })
    return record
  }

  #named(appId: string): App {
    if (appId === defaultAppId) {
      const detail = 'The default app has no key and is always there. Revoke it to ask for keys.'
      throw new FaultError({ code: 'request.malformed', detail })
    }
    return this.get(appId)
  }

  #usable(app: App, ifRevoked: 'missing' | 'revoked'): App | Fault {
    if (app.isRevoked) return refused(ifRevoked)
    return app.expiresAt !== null && app.expiresAt <= this.#now() ? refused('expired') : app
  }
}

function changed<R extends AppRules>(rules: R, change: AppChange): R {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  return { ...rules, ...Object.fromEntries(given) }
}

function storedKey({ app, keyHash }: AppRecord): StoredKey | null {
  return keyHash && app.keyHint !== null ? { hash: keyHash, hint: app.keyHint } : null
}

type Reason = Extract<Fault, { code: 'app.key-refused' }>['reason']

function refused(reason: Reason): Fault {
  return { code: 'app.key-refused', reason }
}
