import { expect, test } from 'vitest'
import { AnthropicCountRequest } from '#contract/http/anthropic-messages'
import { estimatedPromptTokens } from '#main/gateway/dialects/token-estimate'

const count = (content: unknown, more: object = {}) =>
  estimatedPromptTokens(
    AnthropicCountRequest.parse({ model: 'm', messages: [{ role: 'user', content }], ...more }),
  )

test.each([
  ['twelve signs', 3],
  ['你好世界', 4],
  ['', 0],
])('“%s” is about %i tokens and four for the message', (text, tokens) => {
  expect(count(text)).toBe(tokens + 4)
})

test('instructions, tools, results and pictures count', () => {
  const tools = [{ name: 'f', input_schema: { type: 'object' } }]
  expect(count('x', { system: 'Be brief.' })).toBeGreaterThan(count('x'))
  expect(count('x', { tools })).toBeGreaterThan(count('x'))
  expect(
    count([{ type: 'tool_result', tool_use_id: 'a', content: 'long enough' }]),
  ).toBeGreaterThan(5)
  expect(count([{ type: 'image', source: {} }])).toBeGreaterThan(1_000)
})
