import type { LiveFailure } from '#contract/model/live-request'
import type { ProviderName } from '#contract/wire/health'

export const troubleKinds = ['refused', 'limited', 'failing'] as const
/** It does not take the key; it allows no more for now; it has a fault of its own. */
export type TroubleKind = (typeof troubleKinds)[number]

export interface Trouble {
  readonly kind: TroubleKind
  readonly at: number
  readonly workerId: string
  /** As the provider said it; null where nobody told. */
  readonly detail: string | null
}

/** What is known of a provider's last hour. */
export interface ProviderHeard {
  readonly servedAt: number | null
  /** A moving mean over the last answers; that of the hour before the first of them. */
  readonly firstTokenMs: number | null
  readonly trouble: Trouble | null
}

/** How much a new answer counts. */
const share = 0.1

export function movingMean(mean: number | null, next: number | null): number | null {
  if (next === null) return mean
  return mean === null ? next : mean + share * (next - mean)
}

/** What became of requests, told apart by the provider that they went to. */
export class ProviderTraffic {
  readonly #heard = new Map<ProviderName, ProviderHeard>()

  served(name: ProviderName, at: number, firstTokenMs: number | null): void {
    const heard = this.#of(name)
    const mean = movingMean(heard.firstTokenMs, firstTokenMs)
    this.#heard.set(name, { ...heard, servedAt: at, firstTokenMs: mean })
  }

  /** What was counted while nobody listened: what was heard goes first. */
  before(name: ProviderName, servedAt: number, firstTokenMs: number | null): void {
    const heard = this.#of(name)
    const last = Math.max(heard.servedAt ?? 0, servedAt)
    const mean = heard.firstTokenMs ?? firstTokenMs
    this.#heard.set(name, { ...heard, servedAt: last, firstTokenMs: mean })
  }

  failed(name: ProviderName, at: number, { workerId, errorCode, detail }: LiveFailure): void {
    const kind = troubleOf(errorCode, detail)
    if (kind === null) return
    this.#heard.set(name, { ...this.#of(name), trouble: { kind, at, workerId, detail } })
  }

  all(): Readonly<Partial<Record<ProviderName, ProviderHeard>>> {
    return Object.fromEntries(this.#heard)
  }

  #of(name: ProviderName): ProviderHeard {
    return this.#heard.get(name) ?? { servedAt: null, firstTokenMs: null, trouble: null }
  }
}

/** Null: it was the worker's doing, or that of who asked. */
export function troubleOf(errorCode: string | null, detail: string | null): TroubleKind | null {
  if (errorCode !== 'provider.refused') return null
  const status = Number.parseInt(detail?.match(/\d{3}/)?.[0] ?? '', 10)
  if (status === 401 || status === 403) return 'refused'
  if (status === 402 || status === 429) return 'limited'
  return status >= 500 ? 'failing' : null
}
