import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AnswerOf } from '#contract/http/operations'
import type { Change } from '#contract/ipc/changes'
import type { LiveRequest, LiveRequestChange, LiveRequestOver } from '#contract/model/live-request'
import type { WindowState } from '../../state/window-state.ts'
import { type Minute, Minutes } from './minutes.ts'
import { Rates } from './rates.ts'

/** A request that is under way, and where. */
export interface Going extends LiveRequest {
  readonly workerId: string | null
  readonly attempt: number
}

/** What goes through the root node, as it is told to who draws it: once a second. */
export interface TrafficSeen {
  /** Requests a second. */
  readonly appRates: Readonly<Record<string, number>>
  readonly workerRates: Readonly<Record<string, number>>
  readonly rate: number
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
  readonly #heard: Record<string, number> = {}
  readonly #going = new Map<string, Going>()
  readonly #minutes: Minutes
  #knowsPast = false
  #over: LiveRequestOver[] = []
  #isChanged = true

  constructor(now: () => number = Date.now) {
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

  get knowsPast(): boolean {
    return this.#knowsPast
  }

  /** Nobody tells of the end of what the window did not hear of. */
  forgetGoing(): void {
    this.#going.clear()
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
      this.#going.set(request.requestId, { ...request, workerId: null, attempt: 0 })
      this.#apps.add(request.appId, now)
      this.#apps.add(all, now)
      this.#hear(request.appId, request.at)
      return
    }
    if (change.type === 'request.attempt') {
      const { requestId, workerId, attempt } = change
      const going = this.#going.get(requestId)
      if (going) this.#going.set(requestId, { ...going, workerId, attempt })
      this.#workers.add(workerId, now)
      return
    }
    const { request } = change
    this.#going.delete(request.requestId)
    this.#over = [request, ...this.#over.slice(0, mostOver - 1)]
    this.#minutes.add(request.at, request.outcome === 'failed')
    this.#hear(request.appId, request.at)
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
      appsHeard: before?.appsHeard ?? { ...this.#heard },
      going: before?.going ?? [...this.#going.values()],
      over: before?.over ?? this.#over,
      minutes: this.#minutes.lastHour(now),
    }
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
  const traffic = new Traffic()
  state.onChanges(traffic.take)
  traffics.set(state, traffic)
  return traffic
}
