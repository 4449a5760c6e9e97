import { expect, test } from 'vitest'
import { AnswerTail } from '#main/routing/answer-tail'

function factsOf(...pieces: readonly string[]) {
  const tail = new AnswerTail()
  for (const piece of pieces) tail.push(Buffer.from(piece))
  return tail.facts()
}

const usage =
  '{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}'
const tokens = { prompt: 10, completion: 5, cached: 4, reasoning: 2 }

test('reads model and usage of a whole answer, before or after its choices', () => {
  const whole = `{"id":"x","model":"m","choices":[{"message":{"content":"${'y'.repeat(9_000)}"}}],"usage":${usage}}`
  expect([factsOf(whole), factsOf(whole.slice(0, 5_000), whole.slice(5_000))]).toEqual([
    { model: 'm', tokens },
    { model: 'm', tokens },
  ])
})

test('reads the last usage of a stream, past chunks that say null, cut anywhere', () => {
  const stream = `data: {"model":"m","choices":[{"delta":{"content":"hi"}}],"usage":null}\n\ndata: {"model":"m","choices":[],"usage":${usage}}\n\ndata: [DONE]\n\n`
  expect(factsOf(...stream)).toEqual({ model: 'm', tokens })
})

test('reads the comment of a worker of ours', () => {
  const stream = `data: {"model":"m","choices":[]}\n\n: {"model":"m","usage":${usage}}\n\ndata: [DONE]\n\n`
  expect(factsOf(stream)).toEqual({ model: 'm', tokens })
})

test('does not take for usage what a text says, nor for a count what is none', () => {
  const text = JSON.stringify({ model: 'm', content: 'say "usage":{"prompt_tokens":99}' })
  expect([
    factsOf(text),
    factsOf('{"usage":{"prompt_tokens":-5,"completion_tokens":"7","x":1e99}}'),
    factsOf('{"usage":{"prompt_tokens":3'),
    factsOf(),
  ]).toEqual([
    { model: 'm', tokens: null },
    { model: null, tokens: { prompt: 0, completion: 0, cached: 0, reasoning: 0 } },
    { model: null, tokens: null },
    { model: null, tokens: null },
  ])
})
