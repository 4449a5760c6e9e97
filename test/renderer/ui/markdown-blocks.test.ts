import { expect, test } from 'vitest'
import { markdownBlocks } from '#renderer/ui/markdown-blocks'

test('cuts between paragraphs, never within a fence, a formula or a list', () => {
  const fence = '```ts\na\n\nb\n```'
  const formula = '$$\nx\n\ny\n$$'
  const list = '1. a\n\n2. b\n\n   more of b\n\n   - c'
  const text = ['# Title', 'one\ntwo', fence, formula, list, 'end'].join('\n\n')
  expect(markdownBlocks(text).map(block => block.trim())).toEqual([
    '# Title',
    'one\ntwo',
    fence,
    formula,
    list,
    'end',
  ])
})

test('a text with names of links stays whole', () => {
  const text = 'see [a]\n\n[a]: https://example.org'
  expect(markdownBlocks(text)).toEqual([text])
})

test('a longer text leaves all blocks but the last as they were', () => {
  const text = 'one\n\n```\ncode\n\nmore\n```\n\n- a\n\n- b\n\nlast words'
  for (let length = 1; length < text.length; length++) {
    const before = markdownBlocks(text.slice(0, length)).slice(0, -1)
    const after = markdownBlocks(text)
    expect(after.slice(0, before.length).map(block => block.trim())).toEqual(
      before.map(block => block.trim()),
    )
  }
})
