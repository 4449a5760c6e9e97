import { expect, test } from 'vitest'
import type { ChatChunk } from '#contract/wire/chat'
import { PartSequence, wholeParts } from '#main/gateway/dialects/answer-parts'
import { callBegins, callGoesOn, chunk, completion, role } from './chunks.ts'

/** What a listener hears; `<` opens, `>` closes. */
function heard(...chunks: readonly ChatChunk[]): readonly string[] {
  const said: string[] = []
  const parts = new PartSequence({
    open: head => said.push(head.kind === 'call' ? `<${head.id} ${head.name}` : `<${head.kind}`),
    piece: text => said.push(text),
    close: part => said.push(`${part.text}>`),
  })
  for (const each of chunks) parts.take(each)
  parts.end()
  return said
}

test('reasoning, text and calls are parts of their own, one after the other', () => {
  expect(
    heard(
      role,
      chunk({ reasoning_content: 'Hm' }),
      chunk({ reasoning: '.' }),
      chunk({ content: 'I ' }),
      chunk({ content: 'look.' }),
      callBegins(0, 'a', 'f'),
      callGoesOn(0, '{}'),
    ),
  ).toEqual([
    '<reasoning',
    'Hm',
    '.',
    'Hm.>',
    '<text',
    'I ',
    'look.',
    'I look.>',
    '<a f',
    '{}',
    '{}>',
  ])
})

test('parallel calls that are woven into each other are told one after the other, whole', () => {
  expect(
    heard(
      callBegins(0, 'a', 'f', '{"x"'),
      callBegins(1, 'b', 'g', '{"y"'),
      callGoesOn(0, ':1}'),
      callGoesOn(1, ':2}'),
      callBegins(2, 'c', 'h'),
    ),
  ).toEqual(['<a f', '{"x"', ':1}', '{"x":1}>', '<b g', '{"y":2}', '{"y":2}>', '<c h', '>'])
})

test('calls that all say index 0, as Ollama’s do, are not merged', () => {
  expect(heard(callBegins(0, 'a', 'f', '{"x":1}'), callBegins(0, 'b', 'f', '{"x":2}'))).toEqual([
    '<a f',
    '{"x":1}',
    '{"x":1}>',
    '<b f',
    '{"x":2}',
    '{"x":2}>',
  ])
})

test('a call is told with an id even where the server has none', () => {
  const call = (name: string) =>
    chunk({ tool_calls: [{ index: 0, function: { name, arguments: '{}' } }] })
  const ids = heard(call('f'), call('g')).filter(said => said.startsWith('<'))
  expect(ids).toEqual([
    expect.stringMatching(/^<call_\w{32} f$/),
    expect.stringMatching(/^<call_\w{32} g$/),
  ])
  expect(ids[0]?.slice(0, -2)).not.toBe(ids[1]?.slice(0, -2))
})

test('of several choices only the first is told', () => {
  const second = { ...role, choices: [{ index: 1, delta: { content: 'no' }, finish_reason: null }] }
  expect(heard(second, chunk({ content: 'yes' }))).toEqual(['<text', 'yes', 'yes>'])
})

test('a whole answer has its parts in the same order', () => {
  const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }
  expect(
    wholeParts(
      completion(
        { reasoning_content: 'Hm.', content: 'I look.', tool_calls: [call] },
        'tool_calls',
      ),
    ),
  ).toEqual([
    { kind: 'reasoning', text: 'Hm.' },
    { kind: 'text', text: 'I look.' },
    { kind: 'call', id: 'a', name: 'f', text: '{"x":1}' },
  ])
})
