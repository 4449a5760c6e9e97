import { expect, test } from 'vitest'
import { sampleOf } from '#worker/providers/demo/sample-json'

test.each([
  [{ type: 'string', minLength: 6, maxLength: 8 }, 'demo..'],
  [{ type: 'string', format: 'date' }, '2026-01-31'],
  [{ type: 'integer', exclusiveMinimum: 5, maximum: 9 }, 6],
  [{ type: 'number', minimum: 0, maximum: 0.5 }, 0.5],
  [{ type: 'integer', multipleOf: 5 }, 5],
  [{ type: ['null', 'boolean'] }, true],
  [{ const: 7 }, 7],
  [{ enum: ['a', 'b'] }, 'a'],
  [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 1],
  [{ type: 'array', minItems: 2, items: { type: 'boolean' } }, [true, true]],
  [
    {
      allOf: [
        { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
        { properties: { b: { type: 'null' } }, required: ['b'] },
      ],
    },
    { a: 1, b: null },
  ],
  [{ $ref: '#/$defs/x', $defs: { x: { type: 'integer', default: 3 } } }, 3],
  [{}, 'demo'],
])('%j is met by %j', (schema, value) => {
  expect(sampleOf(schema)).toEqual(value)
})

test('a schema that contains itself comes to an end', () => {
  const node = {
    type: 'object',
    properties: { children: { type: 'array', items: { $ref: '#' } } },
    required: ['children'],
  }
  const list = {
    type: 'object',
    properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
    required: ['next'],
  }
  expect([JSON.stringify(sampleOf(node)).length, JSON.stringify(sampleOf(list)).length]).toEqual([
    expect.any(Number),
    expect.any(Number),
  ])
})
