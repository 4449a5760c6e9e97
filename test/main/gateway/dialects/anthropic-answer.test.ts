import { expect, test } from 'vitest'
import { toAnthropic } from '#main/gateway/dialects/anthropic-answer'
import { completion, detailedUsage } from './chunks.ts'

test('thinking, text and calls become blocks, and what was cached is counted apart', () => {
  const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }
  const message = { reasoning_content: 'Hm.', content: 'I look.', tool_calls: [call] }
  expect(toAnthropic(completion(message, 'stop', detailedUsage))).toEqual({
    id: 'msg_chatcmpl-1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [
      { type: 'thinking', thinking: 'Hm.', signature: '' },
      { type: 'text', text: 'I look.' },
      { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
    ],
    stop_reason: 'tool_use',
    stop_sequence: null,
    usage: {
      input_tokens: 30,
      output_tokens: 20,
      cache_creation_input_tokens: 10,
      cache_read_input_tokens: 60,
    },
  })
})

test('a signed thought goes instead of its plain text', () => {
  const thought = { type: 'thinking', thinking: 'Hm.', signature: 'sig' }
  const message = { reasoning_content: 'Hm.', thinking_blocks: [thought], content: 'So.' }
  expect(toAnthropic(completion(message, 'stop')).content).toEqual([
    thought,
    { type: 'text', text: 'So.' },
  ])
})

test('arguments that are no JSON are an empty input and no crash', () => {
  const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":' } }
  expect(toAnthropic(completion({ tool_calls: [call] }, 'tool_calls')).content).toEqual([
    { type: 'tool_use', id: 'a', name: 'f', input: {} },
  ])
})
