import { expect, test } from 'vitest'
import { countTokens, firstTokens, words } from '#worker/providers/demo/words'

test('a token is one CJK character or up to four others', () => {
  expect(['你好', 'banyan tree', '', '  ', '一2345六'].map(countTokens)).toEqual([2, 3, 0, 1, 3])
  expect(firstTokens('one two three', 2)).toBe('one two')
})

test('words joined are the text again, in stretches as well', () => {
  const texts = [
    '',
    ' lead',
    'a\n\n  b. ',
    '👩‍👩‍👧‍👦 你好，世界！',
    'x '.repeat(2000),
    '🎉'.repeat(1000),
  ]
  expect(texts.map(text => [...words(text)].join(''))).toEqual(texts)
})
