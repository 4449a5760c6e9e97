import { expect, test } from 'vitest'
import type { ChatChunk } from '#contract/wire/chat'
import { AnthropicStream } from '#main/gateway/dialects/anthropic-stream'
import {
  callBegins,
  callGoesOn,
  chunk,
  detailedUsage,
  eventsIn,
  role,
  usageChunk,
} from './chunks.ts'

function told(...chunks: readonly ChatChunk[]) {
  const stream = new AnthropicStream('req-1')
  return eventsIn(chunks.map(each => stream.chunk(each)).join('') + stream.end())
}

const begin = [
  {
    type: 'message_start',
    message: {
      id: 'msg_chatcmpl-1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: 0,
        output_tokens: 0,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
      },
    },
  },
  { type: 'ping' },
]
const block = (index: number, content_block: object, ...deltas: readonly object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map(delta => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
]
const ending = (stop_reason: string, usage: object, stop_sequence: string | null = null) => [
  { type: 'message_delta', delta: { stop_reason, stop_sequence }, usage },
  { type: 'message_stop' },
]
const noUsage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
}

test('thinking, text and two calls: one message, one open block at a time, usage in the end', () => {
  expect(
    told(
      role,
      role,
      chunk({ reasoning_content: 'Hm.' }),
      chunk({ content: 'I ' }),
      chunk({ content: 'look.' }),
      callBegins(0, 'a', 'f'),
      callGoesOn(0, '{"x":'),
      callGoesOn(0, '1}'),
      callBegins(1, 'b', 'g', '{}'),
      chunk({}, 'tool_calls'),
      usageChunk(detailedUsage),
    ),
  ).toEqual([
    ...begin,
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: 'Hm.' },
    ),
    ...block(
      1,
      { type: 'text', text: '' },
      { type: 'text_delta', text: 'I ' },
      { type: 'text_delta', text: 'look.' },
    ),
    ...block(
      2,
      { type: 'tool_use', id: 'a', name: 'f', input: {} },
      { type: 'input_json_delta', partial_json: '{"x":' },
      { type: 'input_json_delta', partial_json: '1}' },
    ),
    ...block(
      3,
      { type: 'tool_use', id: 'b', name: 'g', input: {} },
      { type: 'input_json_delta', partial_json: '{}' },
    ),
    ...ending('tool_use', {
      input_tokens: 30,
      output_tokens: 20,
      cache_creation_input_tokens: 10,
      cache_read_input_tokens: 60,
    }),
  ])
})

test('an answer with calls asks for their results, whatever the server says', () => {
  const events = told(callBegins(0, 'a', 'f', '{}'), chunk({}, 'stop'))
  expect(events.at(-2)).toMatchObject({ delta: { stop_reason: 'tool_use' } })
})

test.each([
  ['stop', 'end_turn'],
  ['length', 'max_tokens'],
  ['content_filter', 'refusal'],
])('%s is said as %s', (finish, reason) => {
  expect(told(chunk({ content: 'x' }), chunk({}, finish))).toEqual([
    ...begin,
    ...block(0, { type: 'text', text: '' }, { type: 'text_delta', text: 'x' }),
    ...ending(reason, noUsage),
  ])
})

test('the client’s own word that ended the answer is named where the server tells it', () => {
  const events = told(chunk({ content: 'x' }), chunk({}, 'stop', { stop_reason: 'END' }))
  expect(events.slice(-2)).toEqual(ending('stop_sequence', noUsage, 'END'))
})

test('thoughts of Claude’s own keep their signature, and hidden ones are blocks of their own', () => {
  const blocks = [{ type: 'thinking', thinking: 'Hm.', signature: 'sig' }]
  const hidden = [{ type: 'redacted_thinking', data: 'xyz' }]
  expect(
    told(
      chunk({ reasoning_content: 'Hm.' }),
      chunk({ thinking_blocks: blocks }),
      chunk({ thinking_blocks: hidden }),
      chunk({ content: 'So.' }),
      chunk({}, 'stop'),
    ),
  ).toEqual([
    ...begin,
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: 'Hm.' },
      { type: 'signature_delta', signature: 'sig' },
    ),
    ...block(1, { type: 'redacted_thinking', data: 'xyz' }),
    ...block(2, { type: 'text', text: '' }, { type: 'text_delta', text: 'So.' }),
    ...ending('end_turn', noUsage),
  ])
})

test('what breaks is told in the stream, with the kind that Anthropic has for it', () => {
  const stream = new AnthropicStream('req-1')
  stream.chunk(chunk({ content: 'x' }))
  const error = {
    message: 'Too much.',
    type: 'server_error',
    code: 'overloaded_error',
    param: null,
  }
  expect(eventsIn(stream.error(error))).toEqual([
    {
      type: 'error',
      error: { type: 'overloaded_error', message: 'Too much.' },
      request_id: 'req-1',
    },
  ])
})

test('a stream that ends before it began is an error and no empty message', () => {
  expect(eventsIn(new AnthropicStream('req-1').end())).toMatchObject([
    { type: 'error', error: { type: 'api_error' } },
  ])
})
