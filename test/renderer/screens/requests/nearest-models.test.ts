import { expect, test } from 'vitest'
import { nearestModels } from '#renderer/screens/requests/nearest-models'

test('finds the names that are most alike, and none that are not', () => {
  const offered = ['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'claude-sonnet-4-5']
  expect(nearestModels('gpt5-mini', offered)).toEqual(['gpt-5-mini', 'gpt-5-nano'])
  expect(nearestModels('mistral', offered)).toEqual([])
})
