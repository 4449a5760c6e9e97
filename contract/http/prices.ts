import { z } from 'zod'

const usd = z.number().nonnegative().max(1e6).describe('US dollars for a million tokens.')

export const ModelPrice = z.strictObject({
  model: z
    .string()
    .min(1)
    .max(256)
    .describe('A name, or the beginning of one: gpt-4o also prices gpt-4o-2024-08-06.'),
  input: usd,
  cached_input: usd.describe('For what came from the provider’s cache, in the same unit.'),
  output: usd,
})

/** The body of `PUT /api/prices`. */
export const OwnPrices = z.strictObject({ prices: z.array(ModelPrice).max(1_000) })

/** The answer to `GET` and `PUT /api/prices`. */
export const Prices = z.object({
  own: z.array(ModelPrice).describe('The owner’s own, which go first.'),
  list: z.array(ModelPrice).describe('List prices that come with Banyan.'),
  list_as_of: z.iso.date(),
})
