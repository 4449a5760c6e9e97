import type { AnswerOf, BodyOf } from '#contract/http/operations'

export type Price = BodyOf<'setPrices'>['prices'][number]
type Usage = AnswerOf<'getUsage'>

export const priceNumbers = ['input', 'cached', 'output'] as const
export type PriceNumber = (typeof priceNumbers)[number]

/** One of the owner's prices, as it is typed. */
export interface PriceDraft {
  readonly id: number
  readonly model: string
  readonly input: string
  readonly cached: string
  readonly output: string
}

export function priceDrafts(prices: readonly Price[]): readonly PriceDraft[] {
  return prices.map((price, id) => ({
    id,
    model: price.model,
    input: String(price.input),
    cached: String(price.cached_input),
    output: String(price.output),
  }))
}

/** A further row, for a model that is known or yet to be typed. */
export function withPrice(drafts: readonly PriceDraft[], model: string): readonly PriceDraft[] {
  const id = Math.max(-1, ...drafts.map(draft => draft.id)) + 1
  return [...drafts, { id, model, input: '', cached: '', output: '' }]
}

/** What is sent for them, or what is wrong. What is cached costs as much as what is not, where nothing is said. */
export function readPrices(
  drafts: readonly PriceDraft[],
): { readonly prices: readonly Price[] } | { readonly wrong: 'name' | 'number' } {
  const names = drafts.map(({ model }) => model.trim())
  const areNames = names.every(name => name !== '' && name.length <= 256)
  if (!areNames || new Set(names).size !== names.length) return { wrong: 'name' }
  const prices = drafts.map(({ model, input, cached, output }) => ({
    model: model.trim(),
    input: usdOf(input),
    cached_input: cached.trim() === '' ? usdOf(input) : usdOf(cached),
    output: usdOf(output),
  }))
  const areNumbers = prices.every(price =>
    [price.input, price.cached_input, price.output].every(usd => usd >= 0 && usd <= 1e6),
  )
  return areNumbers ? { prices } : { wrong: 'number' }
}

/** The models that were used and that nobody priced, the most used first; those of a new row are left out. */
export function unpricedModels(
  usage: Usage | undefined,
  drafts: readonly PriceDraft[],
): readonly string[] {
  const rows = usage?.rows.filter(row => row.unpriced > 0 && row.key !== '') ?? []
  const known = new Set(drafts.map(({ model }) => model.trim()))
  return rows
    .toSorted((a, b) => b.unpriced - a.unpriced)
    .map(row => row.key)
    .filter(model => !known.has(model))
}

/** NaN for what is no amount, which no range holds. */
function usdOf(text: string): number {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN
}
