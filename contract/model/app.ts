/** Which of an app's answers may be given again to the same question: none, those at temperature 0, or all. */
export const cacheRules = ['off', 'deterministic', 'always'] as const
export type CacheRule = (typeof cacheRules)[number]

/** The app of whoever comes without a key. It is always there. */
export const defaultAppId = 'default'

/** What an app may do; null is no limit. */
export interface AppRules {
  readonly name: string
  /** Exact names, or beginnings that end in `*`; empty allows every model. */
  readonly models: readonly string[]
  readonly requestsPerMinute: number | null
  readonly tokensPerDay: number | null
  readonly budgetUsdPerMonth: number | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null
  readonly cache: CacheRule
  /** Whether the history may keep what was asked and answered. */
  readonly keepsContents: boolean
  readonly isRevoked: boolean
}

/** A program that sends requests, as the root knows it. */
export interface App extends AppRules {
  readonly id: string
  /** The last characters of its key; null for the default app, which has none. */
  readonly keyHint: string | null
  readonly createdAt: number
}

export function allowsModel({ models }: Pick<AppRules, 'models'>, model: string): boolean {
  if (models.length === 0) return true
  return models.some(allowed =>
    allowed.endsWith('*') ? model.startsWith(allowed.slice(0, -1)) : model === allowed,
  )
}
