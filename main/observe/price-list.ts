/** US dollars for a million tokens. */
export interface ModelPrice {
  /** A model's name, or the beginning of its name: `gpt-4o` also prices `gpt-4o-2024-08-06`. */
  readonly model: string
  readonly input: number
  /** For what came from the provider's cache. */
  readonly cachedInput: number
  readonly output: number
}

/** When the list below was last compared with the providers' own pages. */
export const pricesAsOf = '2025-12-01'

const price = (model: string, input: number, cachedInput: number, output: number): ModelPrice => ({
  model,
  input,
  cachedInput,
  output,
})

/** List prices for text, without batch or long-context rates. Whoever pays other prices sets their own. */
export const listPrices: readonly ModelPrice[] = [
  price('gpt-5.1', 1.25, 0.125, 10),
  price('gpt-5', 1.25, 0.125, 10),
  price('gpt-5-mini', 0.25, 0.025, 2),
  price('gpt-5-nano', 0.05, 0.005, 0.4),
  price('gpt-4.1', 2, 0.5, 8),
  price('gpt-4.1-mini', 0.4, 0.1, 1.6),
  price('gpt-4.1-nano', 0.1, 0.025, 0.4),
  price('gpt-4o', 2.5, 1.25, 10),
  price('gpt-4o-mini', 0.15, 0.075, 0.6),
  price('o3', 2, 0.5, 8),
  price('o3-mini', 1.1, 0.55, 4.4),
  price('o4-mini', 1.1, 0.275, 4.4),
  price('text-embedding-3-small', 0.02, 0.02, 0),
  price('text-embedding-3-large', 0.13, 0.13, 0),
  price('gemini-3-pro', 2, 0.2, 12),
  price('gemini-2.5-pro', 1.25, 0.31, 10),
  price('gemini-2.5-flash', 0.3, 0.075, 2.5),
  price('gemini-2.5-flash-lite', 0.1, 0.025, 0.4),
  price('gemini-2.0-flash', 0.1, 0.025, 0.4),
  price('claude-opus-4-5', 5, 0.5, 25),
  price('claude-opus-4', 15, 1.5, 75),
  price('claude-sonnet-4', 3, 0.3, 15),
  price('claude-haiku-4-5', 1, 0.1, 5),
  price('claude-3-7-sonnet', 3, 0.3, 15),
  price('claude-3-5-sonnet', 3, 0.3, 15),
  price('claude-3-5-haiku', 0.8, 0.08, 4),
  price('claude-3-haiku', 0.25, 0.03, 1.25),
  price('banyan-demo', 0, 0, 0),
]
