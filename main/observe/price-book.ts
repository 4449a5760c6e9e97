import type { TokenCounts } from '#contract/model/token-counts'
import { listPrices, type ModelPrice } from './price-list.ts'

/** The part of the store that the price book needs. */
export interface PriceShelf {
  list(): readonly ModelPrice[]
  replace(prices: readonly ModelPrice[]): Promise<void>
}

/** What tokens cost: by the owner's own prices where there are some, else by the list. */
export class PriceBook {
  readonly #shelf: PriceShelf
  #own: readonly ModelPrice[]
  /** By the models that were answered; names that nobody priced are in it too. */
  #found = new Map<string, ModelPrice | null>()

  constructor(shelf: PriceShelf) {
    this.#shelf = shelf
    this.#own = shelf.list()
  }

  own(): readonly ModelPrice[] {
    return this.#own
  }

  /** Holds from the next request on; what was counted stays as it was. */
  async replaceOwn(prices: readonly ModelPrice[]): Promise<void> {
    await this.#shelf.replace(prices)
    this.#own = prices
    this.#found = new Map()
  }

  /** In US dollars; null when nobody knows. */
  cost(model: string | null, tokens: TokenCounts | null): number | null {
    const price = model === null ? null : this.#price(model)
    if (!price || !tokens) return null
    const cached = Math.min(tokens.cached, tokens.prompt)
    const dollars =
      (tokens.prompt - cached) * price.input +
      cached * price.cachedInput +
      tokens.completion * price.output
    return dollars / 1_000_000
  }

  #price(model: string): ModelPrice | null {
    const known = this.#found.get(model)
    if (known !== undefined) return known
    const price = fitting(this.#own, model) ?? fitting(listPrices, model)
    // A worker may answer with any name; what was found is forgotten before it fills the memory.
    if (this.#found.size > 1_000) this.#found.clear()
    this.#found.set(model, price)
    return price
  }
}

/** The longest name that the model's own is, or begins with. */
function fitting(prices: readonly ModelPrice[], model: string): ModelPrice | null {
  const bare = model.replace(/^(models|openai|google|anthropic)\//, '')
  const candidates = prices.filter(
    price => bare === price.model || /^[-:@]/.test(rest(bare, price.model)),
  )
  return candidates.sort((a, b) => b.model.length - a.model.length)[0] ?? null
}

function rest(model: string, beginning: string): string {
  return model.startsWith(beginning) ? model.slice(beginning.length) : ''
}
