import { expect, test } from 'vitest'
import type { EmbeddingsAnswer, Vector } from '#contract/wire/embeddings'
import { inEncoding } from '#worker/vector-encoding'

const answer = (...vectors: readonly Vector[]): EmbeddingsAnswer => ({
  object: 'list',
  data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
  model: 'm',
  usage: { prompt_tokens: 1, total_tokens: 1 },
})

// 1, -2 and 0.5 as 32-bit floats, little-endian.
const base64 = 'AACAPwAAAMAAAAA/'
const numbers = [1, -2, 0.5]

test('gives either form from either form', () => {
  const vectorsAs = (format: 'float' | 'base64') =>
    inEncoding(answer(numbers, base64), format).data.map(one => one.embedding)
  expect([vectorsAs('float'), vectorsAs('base64')]).toEqual([
    [numbers, numbers],
    [base64, base64],
  ])
})
