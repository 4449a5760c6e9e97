import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AnswerOf } from '#contract/http/operations'
import type { Change } from '#contract/ipc/changes'
import type { LiveRequest, LiveRequestChange, LiveRequestOver } from '#contract/model/live-request'
import { providerOf } from '#contract/model/provider-of'
import { ProviderName } from '#contract/wire/health'
import type { WindowState } from '../../state/window-state.ts'
import { type Minute, Minutes } from './minutes.ts'
import { movingMean, type ProviderHeard, ProviderTraffic } from './provider-traffic.ts'
import { Rates } from './rates.ts'
import { workerOf } from './worker-shown.ts'

/** A request that is under way, and where. */
export interface Going extends LiveRequest {
  readonly workerId: string | null
  readonly attempt: number
  readonly provider: ProviderName | null
}

/** Who answers when that worker is asked for that model; null where it is not known. */
export type FindProvider = (workerId: string, model: string | null) => ProviderName | null

/** What goes through the root node, as it is told to who draws it: once a second. */
export interface TrafficSeen {
  /** Requests a second. */
  readonly appRates: Readonly<Record<string, number>>
  readonly workerRates: Readonly<Record<string, number>>
  readonly rate: number
  /** By the provider's name, and by `pairKey` of a worker and it. */
  readonly providerRates: Readonly<Record<string, number>>
  readonly providers: Readonly<Partial<Record<ProviderName, ProviderHeard>>>
  /** Moving means over the last answers. */
  readonly appFirstTokens: Readonly<Record<string, number | null>>
  /** When an app was heard of last. */
  readonly appsHeard: Readonly<Record<string, number>>
  readonly going: readonly Going[]
  /** The newest first. */
  readonly over: readonly LiveRequestOver[]
  readonly minutes: readonly (Minute | null)[]
}

const mostOver = 200
const mostGoing = 5_000
const oldestGoingMs = 15 * 60_000
const all = ''

/** Counts requests for as long as the window is open, whichever screen is shown. */
export class Traffic {
  readonly store: StoreApi<TrafficSeen>
  readonly #now: () => number
  readonly #apps = new Rates()
  readonly #workers = new Rates()
  readonly #providerRates = new Rates()
  readonly #providers = new ProviderTraffic()
  readonly #findProvider: FindProvider
  readonly #appFirstTokens: Record<string, number | null> = {}
  readonly #heard: Record<string, number> = {}
  readonly #going = new Map<string, Going>()
  readonly #minutes: Minutes
  #followers = 0
  #timer: ReturnType<typeof setInterval> | null = null
  #knowsPast = false
  #over: LiveRequestOver[] = []
  #isChanged = true

  constructor(now: () => number = Date.now, findProvider: FindProvider = () => null) {
    this.#findProvider = findProvider
    this.#now = now
    this.#minutes = new Minutes(now())
    this.store = createStore(() => this.#seen())
  }

  readonly take = (changes: readonly Change[]): void => {
    for (const change of changes) {
      if (isAboutRequest(change)) this.#one(change)
      else if (change.type === 'root' && change.root.name === 'stopped') this.forgetGoing()
    }
  }

  /** What was counted while nobody listened, minute by minute and told apart by app. */
  addPast(series: AnswerOf<'getMetricsSeries'>): void {
    const from = Date.parse(series.from)
    const stepMs = series.step * 1_000
    const { requests, failed } = series.columns
    for (const [at, number] of requests.entries()) {
      const minute = { requests: number ?? 0, failed: failed[at] ?? 0 }
      this.#minutes.atLeast(from + at * stepMs, minute)
    }
    for (const { key, columns } of series.groups) {
      const last = columns.requests.findLastIndex(number => (number ?? 0) > 0)
      if (key && last >= 0) this.#hear(key, Math.min(from + (last + 1) * stepMs, this.#now()))
    }
    this.#minutes.reachesBackTo(series.counted_from ? Date.parse(series.counted_from) : from)
    this.#knowsPast = true
    this.#isChanged = true
    this.publish()
  }

  /** The same, told apart by whom the workers asked. */
  addPastOfProviders({ from, step, groups }: AnswerOf<'getMetricsSeries'>): void {
    for (const { key, columns, total } of groups) {
      const name = ProviderName.safeParse(key).data
      const { requests, failed } = columns
      const last = requests.findLastIndex((number, at) => (number ?? 0) > (failed[at] ?? 0))
      if (!name || last < 0) continue
      const servedAt = Math.min(Date.parse(from) + (last + 1) * step * 1_000, this.#now())
      this.#providers.before(name, servedAt, total.first_token_p50_ms)
    }
    this.#isChanged = true
    this.publish()
  }

  get knowsPast(): boolean {
    return this.#knowsPast
  }

  /** Nobody tells of the end of what the window did not hear of. */
  forgetGoing(): void {
    this.#going.clear()
  }

  /** Tells once a second for as long as anybody follows; returns the way to end that. */
  follow(): () => void {
    this.#followers++
    this.#timer ??= setInterval(() => this.publish(), 1_000)
    return () => {
      this.#followers--
      if (this.#followers > 0 || this.#timer === null) return
      clearInterval(this.#timer)
      this.#timer = null
    }
  }

  publish(): void {
    this.store.setState(this.#seen(), true)
  }

  #one(change: LiveRequestChange): void {
    const now = this.#now()
    this.#isChanged = true
    if (change.type === 'request.began') {
      const { request } = change
      if (this.#going.size >= mostGoing) this.#going.clear()
      this.#going.set(request.requestId, { ...request, workerId: null, attempt: 0, provider: null })
      this.#apps.add(request.appId, now)
      this.#apps.add(all, now)
      this.#hear(request.appId, request.at)
      return
    }
    if (change.type === 'request.attempt') {
      const { requestId, workerId, attempt, model } = change
      const going = this.#going.get(requestId)
      const provider = this.#findProvider(workerId, model)
      if (going) this.#going.set(requestId, { ...going, workerId, attempt, provider })
      this.#workers.add(workerId, now)
      if (provider !== null) {
        this.#providerRates.add(provider, now)
        this.#providerRates.add(pairKey(workerId, provider), now)
      }
      return
    }
    const { request } = change
    this.#hearProviders(request, now)
    this.#going.delete(request.requestId)
    this.#over = [request, ...this.#over.slice(0, mostOver - 1)]
    this.#minutes.add(request.at, request.outcome === 'failed')
    this.#hear(request.appId, request.at)
  }

  /** Whom it went to last is known only of a request whose attempts were heard of. */
  #hearProviders(request: LiveRequestOver, now: number): void {
    for (const failure of request.failures) {
      const name = this.#findProvider(failure.workerId, failure.model)
      if (name !== null) this.#providers.failed(name, now, failure)
    }
    if (request.outcome !== 'served') return
    const { appId, firstTokenMs } = request
    this.#appFirstTokens[appId] = movingMean(this.#appFirstTokens[appId] ?? null, firstTokenMs)
    const going = this.#going.get(request.requestId)
    const provider = going?.workerId === request.workerId ? (going?.provider ?? null) : null
    // What was waited for attempts before is not the provider's.
    const own = request.attempts === 1 ? firstTokenMs : null
    if (provider !== null) this.#providers.served(provider, now, own)
  }

  #hear(appId: string, at: number): void {
    this.#heard[appId] = Math.max(this.#heard[appId] ?? 0, at)
  }

  #seen(): TrafficSeen {
    const now = this.#now()
    for (const [id, { at }] of this.#going) if (now - at > oldestGoingMs) this.#going.delete(id)
    const { [all]: rate = 0, ...appRates } = this.#apps.all(now)
    const before = this.#isChanged ? undefined : this.store?.getState()
    this.#isChanged = false
    return {
      appRates,
      workerRates: this.#workers.all(now),
      rate,
      providerRates: this.#providerRates.all(now),
      providers: before?.providers ?? this.#providers.all(),
      appFirstTokens: before?.appFirstTokens ?? { ...this.#appFirstTokens },
      appsHeard: before?.appsHeard ?? { ...this.#heard },
      going: before?.going ?? [...this.#going.values()],
      over: before?.over ?? this.#over,
      minutes: this.#minutes.lastHour(now),
    }
  }
}

/** Names what goes from a worker to a provider. */
export function pairKey(workerId: string, provider: ProviderName): string {
  return `${workerId} ${provider}`
}

/** By what the workers tell now. */
export function findProviderIn({ mirror }: Pick<WindowState, 'mirror'>): FindProvider {
  return (workerId, model) => {
    const state = mirror.store.getState()
    const worker = state.name === 'live' ? workerOf(state.seen, workerId) : null
    return worker && providerOf(worker, model)
  }
}

export function isAboutRequest(change: Change): change is LiveRequestChange {
  return change.type.startsWith('request.')
}

const traffics = new WeakMap<WindowState, Traffic>()

/** The one of this window, which counts from when it was asked for first. */
export function trafficOf(state: WindowState): Traffic {
  const known = traffics.get(state)
  if (known) return known
  const traffic = new Traffic(Date.now, findProviderIn(state))
  state.onChanges(traffic.take)
  traffics.set(state, traffic)
  return traffic
}
