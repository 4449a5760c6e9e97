import { expect, test } from 'vitest'
import { OllamaChatRequest, OllamaGenerateRequest } from '#contract/http/ollama'
import { fromOllamaChat, fromOllamaGenerate } from '#main/gateway/dialects/ollama-request'

const chat = (more: object) =>
  fromOllamaChat(OllamaChatRequest.parse({ model: 'm', messages: [], ...more }))
const generate = (more: object) =>
  fromOllamaGenerate(OllamaGenerateRequest.parse({ model: 'm', prompt: 'x', ...more }))

test('results without ids find the calls that they answer', () => {
  const asked = (name: string) => ({ function: { name, arguments: { city: name } } })
  const call = (id: string, name: string) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify({ city: name }) },
  })
  const messages = [
    { role: 'user', content: 'x', images: ['iVBORw0K', '/9j/4AAQ'] },
    { role: 'assistant', content: '', tool_calls: [asked('f'), asked('g'), asked('f')] },
    { role: 'tool', tool_name: 'g', content: 'of g' },
    { role: 'tool', content: 'of the first f' },
    { role: 'tool', tool_name: 'f', content: 'of the second f' },
  ]
  const picture = (url: string) => ({ type: 'image_url', image_url: { url } })
  expect(chat({ messages }).body).toEqual({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'x' },
          picture('data:image/png;base64,iVBORw0K'),
          picture('data:image/jpeg;base64,/9j/4AAQ'),
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [call('call_0', 'f'), call('call_1', 'g'), call('call_2', 'f')],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'of g' },
      { role: 'tool', tool_call_id: 'call_0', content: 'of the first f' },
      { role: 'tool', tool_call_id: 'call_2', content: 'of the second f' },
    ],
  })
})

test('options, format and think have their words in OpenAI’s form', () => {
  const schema = { type: 'object' }
  const options = {
    temperature: 0.5,
    top_p: 0.9,
    top_k: 40,
    seed: 7,
    num_predict: 50,
    stop: ['END'],
    num_ctx: 8192,
  }
  expect(generate({ system: 'Be brief.', options, format: schema, think: true })).toEqual({
    model: 'm',
    body: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'x' },
      ],
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      seed: 7,
      stop: ['END'],
      max_completion_tokens: 50,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
      reasoning_effort: 'medium',
    },
  })
})

test.each([
  [{ format: 'json' }, { response_format: { type: 'json_object' } }],
  [{ think: 'high' }, { reasoning_effort: 'high' }],
  [{ think: false, format: '', options: { num_predict: -1, stop: [] } }, {}],
])('%j', (more, wanted) => {
  expect(generate(more).body).toEqual({ messages: [{ role: 'user', content: 'x' }], ...wanted })
})

test.each([
  [() => generate({ suffix: 'x' }), 'suffix'],
  [() => generate({ raw: true }), 'raw'],
  [() => generate({ context: [1] }), 'context'],
  [() => generate({ format: 'xml' }), 'format'],
  [() => generate({ images: ['AAAA'] }), 'messages.0.images.0'],
  [() => chat({ messages: [{ role: 'tool', content: 'x' }] }), 'messages.0'],
])('%s is refused by the name of the field', (ask, param) => {
  expect(ask).toThrow(
    expect.objectContaining({
      fault: expect.objectContaining({ code: 'request.malformed', param }),
    }),
  )
})
