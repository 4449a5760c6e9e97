import { OwnPrices } from '#contract/http/prices'
import type { Route } from '../route.ts'

interface ModelPrice {
  readonly model: string
  readonly input: number
  readonly cachedInput: number
  readonly output: number
}

/** The part of the price book that its owner reads and writes. */
export interface OwnedPrices {
  /** When the list was last compared with what providers say. */
  readonly listAsOf: string
  readonly list: readonly ModelPrice[]
  own(): readonly ModelPrice[]
  replaceOwn(prices: readonly ModelPrice[]): Promise<void>
}

/** `/api/prices`: what tokens cost. */
export function prices(owned: OwnedPrices): readonly Route[] {
  const json = () => ({
    own: owned.own().map(priceJson),
    list: owned.list.map(priceJson),
    list_as_of: owned.listAsOf,
  })
  return [
    {
      method: 'GET',
      path: '/api/prices',
      access: 'owner',
      handle: call => call.answer(200, json()),
    },
    {
      method: 'PUT',
      path: '/api/prices',
      access: 'owner',
      async handle(call) {
        const asked = await call.json(OwnPrices)
        await owned.replaceOwn(
          asked.prices.map(({ cached_input: cachedInput, ...price }) => ({
            ...price,
            cachedInput,
          })),
        )
        call.answer(200, json())
      },
    },
  ]
}

function priceJson({ model, input, cachedInput, output }: ModelPrice) {
  return { model, input, cached_input: cachedInput, output }
}
