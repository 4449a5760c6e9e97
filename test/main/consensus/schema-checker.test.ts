import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { SchemaChecker } from '#main/consensus/schema-checker'
import { checkSchema } from '#main/consensus/schema-limits'
import { longestTurnMs } from '#test/fakes/longest-turn'

const schemaThread = fileURLToPath(
  new URL('../../../main/consensus/schema-thread.ts', import.meta.url),
)

function checker(withinMs?: number): SchemaChecker {
  const made = new SchemaChecker(schemaThread, withinMs)
  onTestFinished(() => made.close())
  return made
}

const schema = {
  type: 'object',
  required: ['winner', 'hp'],
  properties: { winner: { type: 'string', minLength: 1 }, hp: { $ref: '#/$defs/points' } },
  $defs: { points: { type: 'integer', minimum: 0 } },
}

test('says whether a value fits, and what is wrong where', async () => {
  const subject = checker()
  const check = (value: unknown) => subject.check(schema, value)
  expect(await check({ winner: '甲', hp: 0 })).toBeNull()
  expect(await check({ winner: '甲', hp: -1 })).toContain('#/hp')
  expect(await check({ winner: '甲' })).toContain('hp')
  expect(await check('text')).toContain('string')
})

test('a pattern that would take for ever is given up, and the next check is done all the same', async () => {
  const subject = checker(200)
  const evil = { type: 'string', pattern: '^(a+)+$' }
  const [slow, quick] = await Promise.all([
    subject.check(evil, `${'a'.repeat(50)}!`),
    subject.check(schema, { winner: 'b', hp: 1 }),
  ])
  expect([slow, quick]).toEqual(['it could not be checked within 200 ms', null])
})

test('references that double at each step, or go round for ever, end as well', async () => {
  const subject = checker(300)
  const $defs = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => {
      const next = { $ref: `#/$defs/d${at + 1}` }
      return [`d${at}`, at === 29 ? true : { allOf: [next, next] }]
    }),
  )
  expect(await subject.check({ $ref: '#/$defs/d0', $defs }, 1)).not.toBeNull()
  expect(await subject.check({ $ref: '#' }, 1)).not.toBeNull()
  expect(await subject.check(schema, { winner: 'b', hp: 1 })).toBeNull()
})

test('a list of thousands that must all differ does not hold up the event loop', async () => {
  const subject = checker(300)
  const list = Array.from({ length: 20_000 }, (_, at) => ({ at }))
  const longestMs = await longestTurnMs(() => subject.check({ uniqueItems: true }, list))
  expect(longestMs).toBeLessThan(150)
})

test('a thread that is not there is an answer that cannot be checked', async () => {
  const lost = new SchemaChecker(`${schemaThread}.nowhere`)
  expect(await lost.check(schema, {})).toBe('it could not be checked')
  await lost.close()
})

test.each([
  ['a reference to elsewhere', { $ref: 'https://example.com/schema.json' }],
  ['a reference to a file', { properties: { a: { $ref: 'file:///etc/passwd' } } }],
  ['a reference to nothing', { $ref: '#/$defs/none' }],
  ['a reference through the prototype', { $ref: '#/constructor' }],
  ['a name of its own', { $id: 'https://example.com/a', type: 'string' }],
  ['an anchor', { anyOf: [{ $anchor: 'a' }] }],
  ['a dynamic reference', { $dynamicRef: '#a' }],
  ['no regular expression', { pattern: '(' }],
  ['no regular expression as a name', { patternProperties: { '[': true } }],
  ['a very long regular expression', { pattern: 'a'.repeat(501) }],
  ['a large one', { enum: ['x'.repeat(40_000)] }],
  ['a deep one', JSON.parse(`${'{"not":'.repeat(60)}{}${'}'.repeat(60)}`)],
])('refuses a schema with %s', (_what, bad) => {
  expect(() => checkSchema(bad)).toThrow('consensus.validate')
})

test.each([
  [
    'fields that are called as keywords are',
    { properties: { id: { type: 'string' }, pattern: {} } },
  ],
  ['values that look like keywords', { const: { $ref: 'x', pattern: '(', id: 'a' } }],
  ['itself', { properties: { next: { $ref: '#' } } }],
  ['escaped names', { $defs: { 'a/b': {} }, $ref: '#/$defs/a~1b' }],
])('takes a schema with %s', (_what, good) => {
  expect(() => checkSchema(good)).not.toThrow()
})
