import { expect, test } from 'vitest'
import { ResponsesRequest } from '#contract/http/responses'
import { fromResponses } from '#main/gateway/dialects/responses-request'

const from = (more: object) =>
  fromResponses(ResponsesRequest.parse({ model: 'm', input: 'x', ...more }))

test('instructions, pictures, parallel calls and their outputs', () => {
  const schema = { type: 'object' }
  const call = (id: string, name: string) => ({
    id,
    type: 'function',
    function: { name, arguments: '{}' },
  })
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
  const shown = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' }
  expect(
    from({
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Look' }, shown] },
        { type: 'reasoning', id: 'rs', summary: [] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
        { type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' },
        { type: 'function_call', call_id: 'b', name: 'g', arguments: '{}' },
        { type: 'function_call_output', call_id: 'a', output: [shown] },
        { type: 'function_call_output', call_id: 'b', output: 'ok' },
      ],
      tools: [{ type: 'function', name: 'f', parameters: schema, strict: true }],
      tool_choice: { type: 'function', name: 'f' },
      text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
      reasoning: { effort: 'low' },
      max_output_tokens: 50,
      parallel_tool_calls: false,
    }),
  ).toEqual({
    model: 'm',
    body: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Look' }, picture] },
        { role: 'assistant', content: 'I look.', tool_calls: [call('a', 'f'), call('b', 'g')] },
        { role: 'tool', tool_call_id: 'a', content: 'See the attachment that follows.' },
        { role: 'tool', tool_call_id: 'b', content: 'ok' },
        { role: 'user', content: [picture] },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: schema, strict: true } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', schema, strict: true },
      },
      reasoning_effort: 'low',
      max_completion_tokens: 50,
      parallel_tool_calls: false,
    },
  })
})

test.each([
  [{ previous_response_id: 'resp_1' }, 'previous_response_id'],
  [{ conversation: 'c' }, 'conversation'],
  [{ prompt: { id: 'p' } }, 'prompt'],
  [{ background: true }, 'background'],
  [{ top_logprobs: 2 }, 'top_logprobs'],
  [{ tools: [{ type: 'web_search' }] }, 'tools.0.type'],
  [{ text: { format: { type: 'grammar' } } }, 'text.format.type'],
  [{ input: [{ type: 'item_reference', id: 'x' }] }, 'input.0.type'],
  [
    { input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'f' }] }] },
    'input.0.content.0',
  ],
  [{ input: [{ role: 'robot', content: 'x' }] }, 'input.0.role'],
])('%j is refused by the name of the field', (more, param) => {
  expect(() => from(more)).toThrow(
    expect.objectContaining({
      fault: expect.objectContaining({ code: 'request.malformed', param }),
    }),
  )
})
