import { expect, test } from 'vitest'
import { ChatSaid } from '#contract/wire/chat-said'

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const chunk = (content: string, finish: string | null = null) => ({
  model: 'm',
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
})

test('puts a stream together, whatever else comes in it', () => {
  const said = new ChatSaid()
  const pieces = [
    chunk('从前'),
    null,
    'nonsense',
    { choices: 'none' },
    { choices: [] },
    chunk('', 'stop'),
  ]
  const fresh = [...pieces, { model: 'other', choices: [], usage }].map(piece => said.add(piece))
  expect(fresh).toEqual(['从前', '', '', '', '', '', ''])
  expect({ ...said }).toEqual({ text: '从前', model: 'm', usage, finishReason: 'stop' })
})

test('reads a whole answer alike', () => {
  const said = new ChatSaid()
  const message = { role: 'assistant', content: '有一棵树' }
  said.add({ model: 'm', usage, choices: [{ index: 0, message, finish_reason: 'length' }] })
  expect({ ...said }).toEqual({ text: '有一棵树', model: 'm', usage, finishReason: 'length' })
})
