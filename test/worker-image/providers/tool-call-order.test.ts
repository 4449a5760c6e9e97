import { expect, test } from 'vitest'
import type { ChatChunk } from '#contract/wire/chat'
import { separateToolCalls } from '#worker/providers/tool-call-order'

const chunk = (call: object): ChatChunk => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [
    { index: 0, delta: { tool_calls: [call] }, finish_reason: null },
  ] as ChatChunk['choices'], // sound: a call without an index is what is tested
})

function places(...calls: readonly object[]): readonly (number | undefined)[] {
  const separate = separateToolCalls()
  return calls.map(call => separate(chunk(call)).choices[0]?.delta.tool_calls?.[0]?.index)
}

test('gives calls that share the index 0 a place of their own', () => {
  const name = { function: { name: 'a', arguments: '{}' } }
  expect(places({ index: 0, id: 'x', ...name }, { index: 0, id: 'y', ...name })).toEqual([0, 1])
})

test('leaves pieces with the call that they belong to', () => {
  const more = { function: { arguments: '1' } }
  expect(
    places(
      { index: 0, id: 'x', function: { name: 'a' } },
      { index: 0, ...more },
      { index: 1, id: 'y', function: { name: 'a' } },
      { index: 1, ...more },
      { index: 0, ...more },
    ),
  ).toEqual([0, 0, 1, 1, 0])
})

test('does without any index', () => {
  const more = { function: { arguments: '1' } }
  expect(places({ id: 'x', function: { name: 'a' } }, more, { id: 'y', ...more })).toEqual([
    0, 0, 1,
  ])
})
