import type { App } from '#contract/model/app'

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
}

/** The same caller, with what it asks as a part of that trace. */
export function partOf(caller: Caller, traceparent: string): Caller {
  const { app, route, mayUseCache } = caller
  return {
    app,
    route,
    mayUseCache,
    traceparent,
    onRouted: () => caller.onRouted(),
    onCache: outcome => caller.onCache(outcome),
  }
}
