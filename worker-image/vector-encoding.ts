import type { EmbeddingsAnswer, Vector } from '#contract/wire/embeddings'

/** The answer with its vectors as the client asked for them, whatever the provider sent. */
export function inEncoding(answer: EmbeddingsAnswer, format: 'float' | 'base64'): EmbeddingsAnswer {
  const encode = format === 'base64' ? base64Of : numbersOf
  return { ...answer, data: answer.data.map(one => ({ ...one, embedding: encode(one.embedding) })) }
}

/** Typed arrays are little-endian on every processor that we run on. */
function base64Of(vector: Vector): string {
  if (typeof vector === 'string') return vector
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}

function numbersOf(vector: Vector): readonly number[] {
  if (typeof vector !== 'string') return vector
  // Copied: a Buffer may begin where no float may.
  const bytes = new Uint8Array(Buffer.from(vector, 'base64'))
  return [...new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4))]
}
