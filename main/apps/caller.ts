import type { App } from '#contract/model/app'

/** On whose behalf a request is made, by which way, and whether a kept answer will do. */
export interface Caller {
  readonly app: App
  /** The path that the request came by. */
  readonly route: string
  readonly mayUseCache: boolean
  /** From here on whoever routes it tells how it went. */
  onRouted(): void
  /** Says of the answer whether it was a kept one, before its head goes out. */
  onCache(outcome: 'hit' | 'miss'): void
}
