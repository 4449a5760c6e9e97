import type { z } from 'zod'

export interface Definition<S extends z.ZodType> {
  /** The environment variable; the flag is `--` and the key in kebab-case. */
  readonly env: string
  readonly schema: S
  /** As text, parsed like any other value. */
  readonly fallback: string
  /** What is allowed, for the one line that refuses a bad value. */
  readonly allowed: string
  /** Write-only: sealed in the store, never shown, never logged. */
  readonly secret?: true
  /** Known before the store is open, so it cannot be saved in it. */
  readonly notSaved?: true
  /** Looked at each time it is needed; every other setting holds from the root's next start. */
  readonly appliesAtOnce?: true
}

export const define = <S extends z.ZodType>(definition: Definition<S>): Definition<S> => definition
