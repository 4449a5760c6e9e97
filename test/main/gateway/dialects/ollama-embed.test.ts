import { expect, test } from 'vitest'
import { embedAnswer, embedRequest, modelToRoute } from '#main/gateway/dialects/ollama-embed'

const asked = { model: 'nomic-embed-text', input: ['a', 'b'], dimensions: 8, keep_alive: '5m' }
const sent = (named: string | null) => JSON.parse(String(embedRequest(asked, named)))

test('asks as OpenAI does, for numbers, under the name that the worker knows', () => {
  const wanted = { input: ['a', 'b'], encoding_format: 'float', dimensions: 8 }
  expect([sent(null), sent('other')]).toEqual([
    { model: 'nomic-embed-text', ...wanted },
    { model: 'other', ...wanted },
  ])
  expect([modelToRoute({ model: 'auto' }), modelToRoute(asked)]).toEqual([null, 'nomic-embed-text'])
})

test('with nothing to embed there is nothing to ask, and no vector', () => {
  const empty = { model: 'm', input: '' }
  expect([embedRequest(empty, null), embedAnswer(empty, null, 0)]).toEqual([
    null,
    { model: 'm', embeddings: [], total_duration: 0, load_duration: 0, prompt_eval_count: 0 },
  ])
})

test('answers as Ollama does, with times in nanoseconds', () => {
  const embedding = { object: 'embedding', index: 0, embedding: [0.6, 0.8] }
  const usage = { prompt_tokens: 2, total_tokens: 2 }
  const body = Buffer.from(JSON.stringify({ object: 'list', data: [embedding], model: 'x', usage }))
  expect(embedAnswer(asked, body, 1.5)).toEqual({
    model: 'nomic-embed-text',
    embeddings: [[0.6, 0.8]],
    total_duration: 1_500_000,
    load_duration: 0,
    prompt_eval_count: 2,
  })
})

test.each(['no json', '{}', '{"object":"list","data":[{"embedding":"AAAA"}]}'])(
  'an answer like %s is the worker’s fault',
  text => {
    expect(() => embedAnswer(asked, Buffer.from(text), 1)).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ status: 502 }) }),
    )
  },
)
