import { expect, test } from 'vitest'
import { claudeThinking } from '#worker/providers/anthropic-thinking'

const user = { role: 'user', content: 'x' }
const thinkingOf = (model: string, more: object = {}) =>
  claudeThinking({ model, messages: [user], reasoning_effort: 'medium', ...more })

const adaptive = { type: 'adaptive', display: 'summarized' }
const budget = (budget_tokens: number) => ({ thinking: { type: 'enabled', budget_tokens } })

test('an effort is a budget for older models and a word for those that measure themselves', () => {
  expect([
    thinkingOf('claude-sonnet-4-5-20250929'),
    thinkingOf('claude-opus-4-20250514', { reasoning_effort: 'high' }),
    thinkingOf('claude-3-7-sonnet-latest', { reasoning_effort: 'low' }),
    thinkingOf('claude-sonnet-4-6'),
    thinkingOf('claude-opus-5', { reasoning_effort: 'minimal' }),
    thinkingOf('claude-opus-5', { reasoning_effort: 'none' }),
    thinkingOf('claude-opus-5', { reasoning_effort: null }),
  ]).toEqual([
    budget(8192),
    budget(24_576),
    budget(1024),
    { thinking: adaptive, effort: 'medium' },
    { thinking: adaptive, effort: 'low' },
    { thinking: { type: 'disabled' } },
    {},
  ])
})

test('what the client says in Claude’s own words comes first', () => {
  const thinking = { type: 'enabled', budget_tokens: 2000 }
  expect(thinkingOf('claude-opus-5', { thinking })).toEqual({ thinking })
})

test('thoughts leave room for the answer, or are left out', () => {
  expect([
    thinkingOf('claude-haiku-4-5', { max_tokens: 4000 }),
    thinkingOf('claude-haiku-4-5', { max_completion_tokens: 1000 }),
  ]).toEqual([budget(3999), {}])
})

test('Claude is not asked to think where it would refuse to', () => {
  const call = { role: 'assistant', content: null, tool_calls: [{ id: 'a' }] }
  const result = { role: 'tool', tool_call_id: 'a', content: '1' }
  const asked = (...messages: object[]) => thinkingOf('claude-sonnet-4-5', { messages })
  const thoughts = { thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 's' }] }
  expect([
    thinkingOf('claude-opus-5', { tool_choice: 'required' }),
    asked(user, call, result),
    asked(user, { ...call, ...thoughts }, result),
    asked(user, call, result, user),
  ]).toEqual([{}, {}, budget(8192), budget(8192)])
})

test.each([
  ['claude-3-5-haiku-latest', 'high'],
  ['claude-opus-5', 'tremendous'],
])('%s with the effort %s is a 400', (model, effort) => {
  expect(() => thinkingOf(model, { reasoning_effort: effort })).toThrow(
    expect.objectContaining({ status: 400, param: 'reasoning_effort' }),
  )
})
