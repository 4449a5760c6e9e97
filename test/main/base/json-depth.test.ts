import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDeeperThan } from '#main/base/json-depth'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test('finds the depth that a walk through the parsed value finds', () => {
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 12 }),
    fc.array(fc.string({ unit: fc.constantFrom('"', '\\', '{', '[', ']', 'a') })),
  )
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 8 }), (value, limit) => {
      expect(isDeeperThan(JSON.stringify(value), limit)).toBe(depthOf(value) > limit)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['as deep as allowed', 200, false],
  ['one level deeper', 201, true],
])('a body %s', (_name, depth, expected) => {
  expect(
    isDeeperThan('[{"a":'.repeat(depth / 2) + '['.repeat(depth % 2) + 'x'.repeat(500), 200),
  ).toBe(expected)
})

test('is soon done with eight megabytes that never end', () => {
  const began = performance.now()
  expect(isDeeperThan('['.repeat(8_000_000), 200)).toBe(true)
  expect(isDeeperThan(`["${'\\"'.repeat(4_000_000)}`, 200)).toBe(false)
  expect(performance.now() - began).toBeLessThan(3_000)
})
