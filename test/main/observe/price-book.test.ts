import { expect, test } from 'vitest'
import { PriceBook } from '#main/observe/price-book'
import { priceShelf } from '#main/store/app-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const million = { prompt: 1_000_000, completion: 1_000_000, cached: 0, reasoning: 0 }

test('prices a model by the longest name that its own begins with', async () => {
  const book = new PriceBook(priceShelf(await tempDatabase()))
  const models = ['gpt-4o', 'gpt-4o-2024-08-06', 'gpt-4o-mini', 'openai/gpt-4o', 'gpt-4oo', 'x']
  expect(models.map(model => book.cost(model, million))).toEqual([
    12.5,
    12.5,
    0.75,
    12.5,
    null,
    null,
  ])
})

test('counts cached tokens at their own price, and never more than there were', async () => {
  const book = new PriceBook(priceShelf(await tempDatabase()))
  const cost = (cached: number) => book.cost('gpt-4o', { ...million, completion: 0, cached })
  expect([cost(0), cost(1_000_000), cost(5_000_000), book.cost(null, million)]).toEqual([
    2.5,
    1.25,
    1.25,
    null,
  ])
})

test('the owner’s own prices go first, from the next request on and after a restart', async () => {
  const shelf = priceShelf(await tempDatabase())
  const book = new PriceBook(shelf)
  book.cost('gpt-4o', million)
  await book.replaceOwn([{ model: 'gpt-4o', input: 1, cachedInput: 1, output: 1 }])
  const costs = [book, new PriceBook(shelf)].map(each => each.cost('gpt-4o', million))
  await book.replaceOwn([])
  expect([...costs, book.cost('gpt-4o', million)]).toEqual([2, 2, 12.5])
})
