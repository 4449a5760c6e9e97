import type Anthropic from '@anthropic-ai/sdk'
import { expect, test } from 'vitest'
import { collect } from '#worker/collect'
import { anthropicChunks } from '#worker/providers/anthropic-answer'

const usage = { input_tokens: 10, output_tokens: 1, cache_read_input_tokens: 5 }
const start = { type: 'message_start', message: { id: 'm1', model: 'claude-x', usage } }
const block = (index: number, content_block: object, ...deltas: readonly object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map(delta => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
]
const end = (stop_reason: string) => ({
  type: 'message_delta',
  delta: { stop_reason },
  usage: { output_tokens: 7, input_tokens: null },
})

async function* events(list: readonly object[]) {
  yield* list as readonly Anthropic.RawMessageStreamEvent[] // sound: the part of the events that is read
}

const answer = (...list: readonly object[]) => collect(anthropicChunks(events(list)))

test('tells thinking, text, tool calls and usage apart', async () => {
  expect(
    await answer(
      start,
      start,
      ...block(0, { type: 'thinking' }, { type: 'thinking_delta', thinking: 'Hm.' }),
      ...block(1, { type: 'text', text: '' }, { type: 'text_delta', text: 'I look.' }),
      ...block(
        2,
        { type: 'tool_use', id: 't1', name: 'a', input: {} },
        { type: 'input_json_delta', partial_json: '' },
        { type: 'input_json_delta', partial_json: '{"x":' },
        { type: 'input_json_delta', partial_json: '1}' },
      ),
      ...block(3, { type: 'tool_use', id: 't2', name: 'b', input: {} }),
      end('tool_use'),
      { type: 'message_stop' },
    ),
  ).toEqual({
    id: 'chatcmpl-m1',
    object: 'chat.completion',
    created: expect.any(Number),
    model: 'claude-x',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: 'I look.',
          refusal: null,
          reasoning_content: 'Hm.',
          tool_calls: [
            { id: 't1', type: 'function', function: { name: 'a', arguments: '{"x":1}' } },
            { id: 't2', type: 'function', function: { name: 'b', arguments: '{}' } },
          ],
        },
      },
    ],
    usage: {
      prompt_tokens: 15,
      completion_tokens: 7,
      total_tokens: 22,
      prompt_tokens_details: { cached_tokens: 5, cache_creation_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  })
})

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content_filter'],
])('says %s as %s', async (reason, finish) => {
  const { choices } = await answer(start, end(reason))
  expect(choices[0]?.finish_reason).toBe(finish)
})

test('hands on signed and hidden thoughts, and the word at which the answer stopped', async () => {
  const { choices } = await answer(
    start,
    ...block(
      0,
      { type: 'thinking', thinking: '' },
      { type: 'thinking_delta', thinking: 'Hm' },
      { type: 'thinking_delta', thinking: '.' },
      { type: 'signature_delta', signature: 'sig' },
    ),
    ...block(1, { type: 'redacted_thinking', data: 'xyz' }),
    ...block(2, { type: 'text', text: '' }, { type: 'text_delta', text: 'So' }),
    { type: 'message_delta', delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' } },
    { type: 'message_stop' },
  )
  expect(choices).toEqual([
    {
      index: 0,
      finish_reason: 'stop',
      stop_reason: 'END',
      message: {
        role: 'assistant',
        content: 'So',
        refusal: null,
        reasoning_content: 'Hm.',
        thinking_blocks: [
          { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
          { type: 'redacted_thinking', data: 'xyz' },
        ],
      },
    },
  ])
})
