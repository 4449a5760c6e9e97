import { expect, test } from 'vitest'
import { AnthropicRequest } from '#contract/http/anthropic-messages'
import { fromAnthropic } from '#main/gateway/dialects/anthropic-request'

const from = (more: object) =>
  fromAnthropic(
    AnthropicRequest.parse({
      model: 'claude',
      max_tokens: 4_000,
      messages: [{ role: 'user', content: 'x' }],
      ...more,
    }),
  )
const plain = {
  messages: [{ role: 'user', content: 'x' }],
  max_completion_tokens: 4_000,
}

test('a conversation with pictures, calls and results', () => {
  const png = { type: 'base64', media_type: 'image/png', data: 'AAAA' }
  const messages = [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image', source: png },
        { type: 'image', source: { type: 'url', url: 'https://a.test/cat.png' } },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'unsigned', signature: '' },
        { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
        { type: 'text', text: 'I look.' },
        { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
        { type: 'tool_use', id: 'b', name: 'g', input: {} },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Go on' },
        { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'image', source: png }] },
        { type: 'tool_result', tool_use_id: 'b', content: 'broken', is_error: true },
      ],
    },
  ]
  const system = [
    { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } },
    { type: 'text', text: 'Be kind.' },
  ]
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
  const call = (id: string, name: string, text: string) => ({
    id,
    type: 'function',
    function: { name, arguments: text },
  })
  expect(from({ system, messages })).toEqual({
    model: 'claude',
    body: {
      max_completion_tokens: 4_000,
      messages: [
        { role: 'system', content: 'Be brief.\n\nBe kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            picture,
            { type: 'image_url', image_url: { url: 'https://a.test/cat.png' } },
          ],
        },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [call('a', 'f', '{"x":1}'), call('b', 'g', '{}')],
          thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 'sig' }],
        },
        { role: 'tool', tool_call_id: 'a', content: 'See the attachment that follows.' },
        { role: 'tool', tool_call_id: 'b', content: 'The tool failed: broken' },
        { role: 'user', content: [picture, { type: 'text', text: 'Go on' }] },
      ],
      banyan_anthropic: { cache_control: { type: 'ephemeral' } },
    },
  })
})

test('tools, choice, format and sampling', () => {
  const schema = { type: 'object', properties: {} }
  expect(
    from({
      tools: [{ name: 'f', description: 'F.', input_schema: schema }],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      output_config: { format: { type: 'json_schema', schema }, effort: 'max' },
      stop_sequences: ['END'],
      temperature: 0.5,
      top_p: 0.9,
      top_k: 5,
      metadata: { user_id: 'u' },
    }).body,
  ).toEqual({
    ...plain,
    tools: [{ type: 'function', function: { name: 'f', description: 'F.', parameters: schema } }],
    tool_choice: 'required',
    parallel_tool_calls: false,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answer', schema, strict: true },
    },
    reasoning_effort: 'high',
    stop: ['END'],
    temperature: 0.5,
    top_p: 0.9,
    top_k: 5,
    user: 'u',
    banyan_anthropic: { metadata: { user_id: 'u' }, output_config: { effort: 'max' } },
  })
})

test.each([
  [{ type: 'auto' }, 'auto'],
  [{ type: 'none' }, 'none'],
  [
    { type: 'tool', name: 'f' },
    { type: 'function', function: { name: 'f' } },
  ],
])('the choice %j', (choice, wanted) => {
  const tools = [{ name: 'f', input_schema: {} }]
  expect(from({ tools, tool_choice: choice }).body['tool_choice']).toEqual(wanted)
})

test.each([
  [{ type: 'enabled', budget_tokens: 2_000 }, 'low'],
  [{ type: 'enabled', budget_tokens: 3_000 }, 'medium'],
  [{ type: 'adaptive' }, undefined],
])('thinking %j is said as effort %s, and as it is for Claude', (thinking, effort) => {
  expect(from({ thinking }).body).toEqual({
    ...plain,
    banyan_anthropic: { thinking },
    ...(effort ? { reasoning_effort: effort } : {}),
  })
})

test.each([
  [{ tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, 'tools.0.type'],
  [{ tools: [{ name: 'f' }] }, 'tools.0.input_schema'],
  [{ mcp_servers: [{ url: 'x' }] }, 'mcp_servers'],
  [{ container: 'c' }, 'container'],
  [{ thinking: { type: 'enabled', budget_tokens: 4_000 } }, 'thinking.budget_tokens'],
  [{ output_config: { format: { type: 'xml' } } }, 'output_config.format'],
  [
    { messages: [{ role: 'user', content: [{ type: 'search_result' }] }] },
    'messages.0.content.0.type',
  ],
  [
    { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file' } }] }] },
    'messages.0.content.0.source',
  ],
])('%j is refused by the name of the field', (more, param) => {
  expect(() => from(more)).toThrow(
    expect.objectContaining({
      fault: expect.objectContaining({ code: 'request.malformed', param }),
    }),
  )
})
