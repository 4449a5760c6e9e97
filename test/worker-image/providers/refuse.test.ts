import { expect, test } from 'vitest'
import { anthropicRequest } from '#worker/providers/anthropic-request'
import { geminiRequest } from '#worker/providers/gemini-request'

const asked = (more: object) => ({
  model: 'm',
  messages: [{ role: 'user', content: 'x' }],
  ...more,
})
const webSearch = { tools: [{ type: 'web_search' }] }

test.each([
  ['Anthropic', anthropicRequest, { n: 2 }, 'n'],
  ['Anthropic', anthropicRequest, { logprobs: true }, 'logprobs'],
  ['Anthropic', anthropicRequest, webSearch, 'tools.0'],
  ['Gemini', geminiRequest, { logprobs: true }, 'logprobs'],
  ['Gemini', geminiRequest, webSearch, 'tools.0'],
])('%s refuses what it cannot do and names the field', (_, request, more, param) => {
  expect(() => request(asked(more))).toThrow(
    expect.objectContaining({ status: 400, code: 'unsupported_value', param }),
  )
})

test('what asks for nothing special is no reason to refuse', () => {
  expect(() => anthropicRequest(asked({ n: 1, logprobs: false, tools: [] }))).not.toThrow()
})
