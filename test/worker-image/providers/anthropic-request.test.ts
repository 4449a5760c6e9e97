import { expect, test } from 'vitest'
import { anthropicRequest } from '#worker/providers/anthropic-request'

const call = (id: string, city: string) => ({
  id,
  type: 'function',
  function: { name: 'weather', arguments: JSON.stringify({ city }) },
})

test('puts a conversation with images and parallel tool calls into the form of Anthropic', () => {
  const request = {
    model: 'claude-sonnet-5',
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } },
        ],
      },
      { role: 'assistant', content: '', tool_calls: [call('a', 'Oslo'), call('b', 'Bern')] },
      { role: 'tool', tool_call_id: 'a', content: 'cold' },
      { role: 'tool', tool_call_id: 'b', content: '' },
      { role: 'user', content: 'Well?' },
    ],
    tools: [
      {
        type: 'function',
        function: { name: 'weather', parameters: { type: 'object', properties: {} } },
      },
    ],
    tool_choice: 'required',
    parallel_tool_calls: false,
    temperature: 1.7,
    top_p: 0.5,
    stop: ['END', ' '],
    thinking: { type: 'enabled', budget_tokens: 2000 },
  }
  expect(anthropicRequest(request)).toEqual({
    model: 'claude-sonnet-5',
    max_tokens: 10_192,
    stream: true,
    system: 'Be brief.',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
          { type: 'image', source: { type: 'url', url: 'https://example.com/cat.png' } },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'weather', input: { city: 'Oslo' } },
          { type: 'tool_use', id: 'b', name: 'weather', input: { city: 'Bern' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'cold' }] },
          { type: 'tool_result', tool_use_id: 'b' },
          { type: 'text', text: 'Well?' },
        ],
      },
    ],
    tools: [{ name: 'weather', input_schema: { type: 'object', properties: {} } }],
    tool_choice: { type: 'any', disable_parallel_tool_use: true },
    temperature: 1,
    stop_sequences: ['END'],
    thinking: { type: 'enabled', budget_tokens: 2000 },
  })
})

test('asks for JSON in words where there is no schema', () => {
  const request = {
    model: 'claude-3-haiku-20240307',
    messages: [{ role: 'user', content: 'hi' }],
    response_format: { type: 'json_object' },
  }
  expect(anthropicRequest(request)).toEqual({
    model: 'claude-3-haiku-20240307',
    max_tokens: 4096,
    stream: true,
    system: 'Answer with one JSON object and nothing else.',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
  })
})

test('gives Claude its own signed thoughts back, before what they led to', () => {
  const thought = { type: 'thinking', thinking: 'Hm.', signature: 'sig' }
  const { messages } = anthropicRequest({
    model: 'claude-sonnet-5',
    messages: [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [call('a', 'Oslo')],
        thinking_blocks: [thought],
      },
      { role: 'tool', tool_call_id: 'a', content: 'cold' },
    ],
  })
  expect(messages).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
    {
      role: 'assistant',
      content: [thought, { type: 'tool_use', id: 'a', name: 'weather', input: { city: 'Oslo' } }],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'cold' }] },
      ],
    },
  ])
})

test('what Anthropic’s own client said goes beside what the root made of it', () => {
  const schema = { type: 'object', properties: {}, additionalProperties: false }
  const own = {
    thinking: { type: 'adaptive' },
    output_config: { effort: 'low' },
    cache_control: { type: 'ephemeral' },
  }
  const request = {
    model: 'claude-sonnet-5',
    messages: [{ role: 'user', content: 'x' }],
    max_completion_tokens: 9,
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
    banyan_anthropic: own,
  }
  expect(anthropicRequest(request)).toEqual({
    model: 'claude-sonnet-5',
    max_tokens: 9,
    stream: true,
    messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }],
    ...own,
    output_config: { effort: 'low', format: { type: 'json_schema', schema } },
  })
})
