import { expect, test } from 'vitest'
import {
  priceDrafts,
  readPrices,
  unpricedModels,
  withPrice,
} from '#renderer/screens/settings/prices/price-draft'

const prices = [{ model: 'gpt-5', input: 1.25, cached_input: 0.125, output: 10 }]

test('what is shown is what is sent, and a cached token costs as another where nothing is said', () => {
  const drafts = withPrice(priceDrafts(prices), 'my-vllm').map(draft =>
    draft.model === 'my-vllm' ? { ...draft, input: '0.5', output: '0' } : draft,
  )
  expect(readPrices(drafts)).toEqual({
    prices: [...prices, { model: 'my-vllm', input: 0.5, cached_input: 0.5, output: 0 }],
  })
})

test('refuses a name that is missing or twice, and what is no amount', () => {
  const [first] = priceDrafts(prices)
  if (!first) throw new Error('one was written')
  expect([
    readPrices([{ ...first, model: ' ' }]),
    readPrices([first, { ...first, id: 1 }]),
    readPrices([{ ...first, output: '' }]),
    readPrices([{ ...first, input: '-1' }]),
    readPrices([{ ...first, cached: '2e6' }]),
  ]).toEqual([
    { wrong: 'name' },
    { wrong: 'name' },
    { wrong: 'number' },
    { wrong: 'number' },
    { wrong: 'number' },
  ])
})

test('names the models that were used without a price, the most used first', () => {
  const none = {
    ...{ name: null, requests: 9, failed: 0, prompt_tokens: 0, completion_tokens: 0 },
    ...{ cached_tokens: 0, reasoning_tokens: 0, cost_usd: 0 },
  }
  const usage = {
    ...{ by: 'model' as const, from: '', to: '', total: { ...none, unpriced: 0 } },
    rows: [
      { ...none, key: 'a', unpriced: 1 },
      { ...none, key: 'b', unpriced: 0 },
      { ...none, key: 'c', unpriced: 5 },
      { ...none, key: '', unpriced: 5 },
    ],
  }
  const shown = unpricedModels(usage, [])
  expect([shown, unpricedModels(usage, withPrice([], 'c')), unpricedModels(undefined, [])]).toEqual(
    [['c', 'a'], ['a'], []],
  )
})
