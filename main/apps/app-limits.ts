import { FaultError } from '#contract/fault'
import type { App } from '#contract/model/app'
import { nextMidnight, nextMonth } from '../base/local-day.ts'
import { RequestWindow, type WindowState } from './request-window.ts'

/** The part of the accounts that limits go by. */
export interface SpentSoFar {
  tokensToday(appId: string, now: number): number
  usdThisMonth(appId: string, now: number): number
}

type Headers = Readonly<Record<string, string>>

const noHeaders: Headers = {}

/** Holds every app to its limits. What is under way is let finish, so the last request may go over. */
export class AppLimits {
  readonly #spent: SpentSoFar
  readonly #now: () => number
  readonly #windows = new Map<string, RequestWindow>()

  constructor(spent: SpentSoFar, now: () => number = Date.now) {
    this.#spent = spent
    this.#now = now
  }

  /** Counts one request. Tells in headers, which go with a refusal too, where the app stands. */
  take(app: App, tell: (headers: Headers) => void): void {
    if (hasNoLimit(app)) return
    const now = this.#now()
    const tokens = this.#tokens(app, now)
    const window = this.#window(app)?.take(now) ?? null
    tell({ ...requestHeaders(app, window), ...tokens.headers })
    if (window && !window.isLetIn) {
      throw limitReached('requests', app.requestsPerMinute, window.retryAfterMs)
    }
    if (tokens.remaining === 0) {
      throw limitReached('tokens', app.tokensPerDay, nextMidnight(now) - now)
    }
    const { budgetUsdPerMonth } = app
    if (budgetUsdPerMonth !== null && this.#spent.usdThisMonth(app.id, now) >= budgetUsdPerMonth) {
      throw limitReached('budget', budgetUsdPerMonth, nextMonth(now) - now)
    }
  }

  #tokens({ id, tokensPerDay }: App, now: number) {
    if (tokensPerDay === null) return { remaining: null, headers: noHeaders }
    const remaining = Math.max(0, tokensPerDay - this.#spent.tokensToday(id, now))
    const headers = {
      'x-ratelimit-limit-tokens': String(tokensPerDay),
      'x-ratelimit-remaining-tokens': String(remaining),
      'x-ratelimit-reset-tokens': durationText(nextMidnight(now) - now),
    }
    return { remaining, headers }
  }

  /** Another limit begins another minute. */
  #window({ id, requestsPerMinute }: App): RequestWindow | null {
    if (requestsPerMinute === null) return null
    const known = this.#windows.get(id)
    if (known?.most === requestsPerMinute) return known
    const window = new RequestWindow(requestsPerMinute)
    this.#windows.set(id, window)
    return window
  }
}

function hasNoLimit(app: App): boolean {
  return (
    app.requestsPerMinute === null && app.tokensPerDay === null && app.budgetUsdPerMonth === null
  )
}

function requestHeaders(app: App, window: WindowState | null): Headers {
  if (!window) return noHeaders
  return {
    'x-ratelimit-limit-requests': String(app.requestsPerMinute),
    'x-ratelimit-remaining-requests': String(window.remaining),
    'x-ratelimit-reset-requests': durationText(window.resetMs),
  }
}

function limitReached(
  limit: 'requests' | 'tokens' | 'budget',
  most: number | null,
  waitMs: number,
): FaultError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new FaultError({ code: 'app.limit-reached', limit, most: most ?? 0, retryAfterSeconds })
}

/** As OpenAI writes it: 850ms, 12s, 6m0s, 1h0m0s. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))}ms`
  const seconds = Math.ceil(ms / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = `${seconds % 60}s`
  if (hours > 0) return `${hours}h${minutes}m${rest}`
  return minutes > 0 ? `${minutes}m${rest}` : rest
}
