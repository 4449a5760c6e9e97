import { expect, test } from 'vitest'
import { TextCompletionRequest } from '#contract/http/completions'
import { TextCompletionStream, toTextCompletion } from '#main/gateway/dialects/completions-answer'
import { fromTextCompletion } from '#main/gateway/dialects/completions-request'
import { chunk, completion, detailedUsage, role, usageChunk } from './chunks.ts'

const from = (more: object) =>
  fromTextCompletion(TextCompletionRequest.parse({ model: 'm', prompt: 'x', ...more }))

test('each prompt is a chat of its own, and unknown fields survive', () => {
  expect(from({ prompt: ['x', 'y'], max_tokens: 5, echo: false, best_of: 1, seed: 7 })).toEqual(
    ['x', 'y'].map(content => ({
      model: 'm',
      body: { messages: [{ role: 'user', content }], max_completion_tokens: 5, seed: 7 },
    })),
  )
})

test.each([
  [{ echo: true }, 'echo'],
  [{ suffix: 'x' }, 'suffix'],
  [{ best_of: 2 }, 'best_of'],
  [{ logprobs: 1 }, 'logprobs'],
  [{ prompt: ['x', 'y'], stream: true }, 'prompt'],
])('%j is refused by the name of the field', (more, param) => {
  expect(() => from(more)).toThrow(
    expect.objectContaining({
      fault: expect.objectContaining({ code: 'request.malformed', param }),
    }),
  )
})

test('answers to several prompts are one answer with one count', () => {
  const answer = (text: string) => completion({ content: text }, 'stop', detailedUsage)
  expect(toTextCompletion([answer('a'), answer('b')])).toEqual({
    id: 'cmpl-1',
    object: 'text_completion',
    created: 1_700_000_000,
    model: 'm',
    choices: [
      { index: 0, text: 'a', logprobs: null, finish_reason: 'stop' },
      { index: 1, text: 'b', logprobs: null, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 200, completion_tokens: 40, total_tokens: 240 },
  })
})

test.each([true, false])('the usage chunk has no choices and comes when asked for: %s', wants => {
  const stream = new TextCompletionStream(wants)
  const chunks = [role, chunk({ content: 'x' }), chunk({}, 'stop'), usageChunk(detailedUsage)]
  const text = chunks.map(each => stream.chunk(each)).join('') + stream.end()
  const head = { id: 'cmpl-1', object: 'text_completion', created: 1_700_000_000, model: 'm' }
  const none = wants ? { usage: null } : {}
  const piece = (said: string, finish: string | null) => ({
    ...head,
    choices: [{ index: 0, text: said, logprobs: null, finish_reason: finish }],
    ...none,
  })
  const wanted = [
    piece('x', null),
    piece('', 'stop'),
    ...(wants ? [{ ...head, choices: [], usage: detailedUsage }] : []),
  ]
  expect(text).toBe(
    `${wanted.map(each => `data: ${JSON.stringify(each)}\n\n`).join('')}data: [DONE]\n\n`,
  )
})
