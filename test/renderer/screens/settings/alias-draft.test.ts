import { expect, test } from 'vitest'
import {
  aliasDrafts,
  aliasProblem,
  aliasText,
  movedModel,
  nextId,
  withModel,
} from '#renderer/screens/settings/alias-draft'

const text = '{"gpt-4o":["gpt-5","gemini-2.5-flash"],"fast":["gemini-2.5-flash"]}'

test('what is read is written as it was', () => {
  expect(aliasText(aliasDrafts(text))).toBe(text)
  expect(aliasDrafts('no JSON')).toEqual([])
})

test('a name is needed once, and one to ten models', () => {
  const [first, second] = aliasDrafts(text)
  if (!first || !second) throw new Error('two were written')
  expect([
    aliasProblem([first, second]),
    aliasProblem([first, { ...second, name: ' gpt-4o ' }]),
    aliasProblem([{ ...first, name: ' ' }]),
    aliasProblem([{ ...first, models: [] }]),
    aliasProblem([]),
  ]).toEqual([null, 'name', 'name', 'chain', null])
  expect([nextId([]), nextId([first, second])]).toEqual([0, 2])
})

test('models move within their ends, and each is asked once', () => {
  expect([
    movedModel(['a', 'b', 'c'], 1, -1),
    movedModel(['a', 'b', 'c'], 1, 1),
    movedModel(['a', 'b'], 0, -1),
    withModel(['a'], ' b '),
    withModel(['a'], 'a'),
    withModel(['a'], ' '),
    withModel(
      Array.from({ length: 10 }, (_, at) => String(at)),
      'b',
    ).length,
  ]).toEqual([['b', 'a', 'c'], ['a', 'c', 'b'], ['a', 'b'], ['a', 'b'], ['a'], ['a'], 10])
})
