import { z } from 'zod'
import { url } from './setting-form.ts'

/** Where a key belongs to, or which kind of server answers. */
export const modelServerNames = [
  'openai',
  'anthropic',
  'gemini',
  'compatible',
  'ollama',
  'lmstudio',
] as const
export type ModelServerName = (typeof modelServerNames)[number]

/** What goes into a header as it is. */
export const TriedKey = z
  .string()
  .max(1_000)
  .regex(/^[\x21-\x7e]*$/)

/** A key, or an address, to be tried before it is kept. */
export const KeyTrial = z.strictObject({
  provider: z.enum(modelServerNames),
  /** Empty where none is needed. */
  key: TriedKey,
  /** Null: that of the settings, or the vendor's own. */
  baseUrl: z.string().max(2_000).pipe(url).nullable(),
})
export type KeyTrial = z.infer<typeof KeyTrial>

export interface OfferedModels {
  /** Under which it answered, which may be a little longer than what was given. */
  readonly baseUrl: string
  readonly models: readonly string[]
}

/** A model server that was found on this computer. */
export interface FoundServer extends OfferedModels {
  readonly name: 'ollama' | 'lmstudio'
}
