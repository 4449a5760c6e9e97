import { localDay } from '../base/local-day.ts'

interface Spent {
  readonly day: string
  readonly tokens: number
  readonly month: string
  readonly usd: number
}

export interface SpentBefore {
  readonly appId: string
  readonly tokensToday: number
  readonly usdThisMonth: number
}

const nothing: Spent = { day: '', tokens: 0, month: '', usd: 0 }

/** What each app has used today and this month, in memory: looked at before each request, added to after. */
export class Spending {
  readonly #spent = new Map<string, Spent>()

  /** `before` is what the accounts say at the start. */
  constructor(before: readonly SpentBefore[], now: number) {
    for (const { appId, tokensToday, usdThisMonth } of before) {
      this.add(appId, now, tokensToday, usdThisMonth)
    }
  }

  add(appId: string, now: number, tokens: number, usd: number): void {
    const day = localDay(now)
    const month = monthOf(day)
    const spent = this.#spent.get(appId) ?? nothing
    this.#spent.set(appId, {
      day,
      tokens: tokens + (spent.day === day ? spent.tokens : 0),
      month,
      usd: usd + (spent.month === month ? spent.usd : 0),
    })
  }

  of(appId: string, now: number): Omit<SpentBefore, 'appId'> {
    return {
      tokensToday: this.tokensToday(appId, now),
      usdThisMonth: this.usdThisMonth(appId, now),
    }
  }

  tokensToday(appId: string, now: number): number {
    const spent = this.#spent.get(appId)
    return spent && spent.day === localDay(now) ? spent.tokens : 0
  }

  usdThisMonth(appId: string, now: number): number {
    const spent = this.#spent.get(appId)
    return spent && spent.month === monthOf(localDay(now)) ? spent.usd : 0
  }
}

export function monthOf(day: string): string {
  return day.slice(0, 7)
}
