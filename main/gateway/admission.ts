import type { IncomingMessage } from 'node:http'
import { type Fault, FaultError } from '#contract/fault'
import type { App } from '#contract/model/app'
import type { Call } from './call.ts'
import type { Route } from './route.ts'

/** On whose behalf a request is made, by which way, and whether a kept answer will do. */
export interface Caller {
  readonly app: App
  /** The path that the request came by. */
  readonly route: string
  readonly mayUseCache: boolean
  /** Of the trace that the client is in; null where it is in none. */
  readonly traceparent: string | null
  /** From here on whoever routes it tells how it went. */
  onRouted(): void
  /** Says of the answer whether it was a kept one, before its head goes out. */
  onCache(outcome: 'hit' | 'miss'): void
  /** The request is answered with a fault, routed or not. */
  onRefused(fault: Fault, status: number): void
}

/** The part of the apps that admission needs. */
export interface AdmittedApps {
  isKey(text: string): boolean
  identify(key: string | null): App | Fault
  /** Counts a request; FaultError when a limit is reached. The headers go with the answer either way. */
  take(app: App, tell: (headers: Readonly<Record<string, string>>) => void): void
  /** A request of an app came to its end before it was routed. */
  refused(caller: Caller, requestId: string, fault: Fault, status: number): void
}

/** Lets apps in by their keys, within their limits. */
export class Admission {
  readonly #apps: AdmittedApps

  constructor(apps: AdmittedApps) {
    this.#apps = apps
  }

  /** Every route for apps behind the question who asks; the others as they are. */
  guard(routes: readonly Route[]): readonly Route[] {
    return routes.map(route => (route.access === 'app' ? this.#guarded(route) : route))
  }

  /** For the door, where no key means the root secret or nothing. */
  appKey(request: IncomingMessage): 'good' | Fault | null {
    const key = this.#keyOf(request)
    if (key === null || !this.#apps.isKey(key)) return null
    const found = this.#apps.identify(key)
    return 'code' in found ? found : 'good'
  }

  /** Of the app whose key was sent, where it is a good one. */
  appIdOf(request: IncomingMessage): string | null {
    const key = this.#keyOf(request)
    const found = key !== null && this.#apps.isKey(key) ? this.#apps.identify(key) : null
    return found && !('code' in found) ? found.id : null
  }

  #guarded(route: Route): Route {
    // To look costs nothing; what counts is what makes a model work.
    const isCounted = route.method !== 'GET'
    return {
      ...route,
      handle: call => {
        const app = this.#apps.identify(this.#keyOf(call.request))
        if ('code' in app) throw new FaultError(app)
        const caller = new AdmittedCaller(this.#apps, app, call, isCounted)
        call.admit(caller)
        if (isCounted) this.#take(caller, call)
        return route.handle(call)
      },
    }
  }

  #take({ app }: Caller, { response }: Call): void {
    this.#apps.take(app, headers => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    })
  }

  /** As OpenAI's clients send it, or Anthropic's; of two, the one that is a key of ours. */
  #keyOf({ headers }: IncomingMessage): string | null {
    const apiKey = headers['x-api-key']
    if (typeof apiKey === 'string' && this.#apps.isKey(apiKey)) return apiKey
    return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
  }
}

class AdmittedCaller implements Caller {
  readonly app: App
  readonly route: string
  readonly mayUseCache: boolean
  readonly #apps: AdmittedApps
  readonly #call: Call
  /** Whether nobody else will tell what becomes of it. */
  #isOurs: boolean

  constructor(apps: AdmittedApps, app: App, call: Call, isCounted: boolean) {
    this.app = app
    this.route = call.path
    this.mayUseCache = !refusesKept(call.request.headers['cache-control'])
    this.#apps = apps
    this.#call = call
    this.#isOurs = isCounted
  }

  get traceparent(): string | null {
    const given = this.#call.request.headers['traceparent']
    return typeof given === 'string' ? given : null
  }

  onRouted(): void {
    this.#isOurs = false
  }

  onCache(outcome: 'hit' | 'miss'): void {
    this.#call.response.setHeader('x-banyan-cache', outcome)
  }

  onRefused(fault: Fault, status: number): void {
    if (this.#isOurs) this.#apps.refused(this, this.#call.requestId, fault, status)
    this.#isOurs = false
  }
}

function refusesKept(cacheControl: string | undefined): boolean {
  return cacheControl !== undefined && /no-(cache|store)/.test(cacheControl)
}
