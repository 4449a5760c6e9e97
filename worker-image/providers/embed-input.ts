import { WireFault } from '../wire-fault.ts'
import { countTokens } from './demo/words.ts'
import type { EmbedRequest } from './provider.ts'

/** How many vectors the request asks for. */
export function inputCount({ input }: EmbedRequest): number {
  const isOne = typeof input === 'string' || typeof input[0] === 'number'
  return isOne ? 1 : input.length
}

/** Throws a 400 for tokens: they mean something to the model's own vendor only. */
export function inputTexts({ input }: EmbedRequest): readonly string[] {
  const list = typeof input === 'string' ? [input] : input
  return list.map(one => {
    if (typeof one === 'string') return one
    throw new WireFault({
      status: 400,
      message: 'This provider takes texts, not tokens. Send input as a text or a list of texts.',
      code: 'unsupported_value',
      param: 'input',
    })
  })
}

/** For providers that do not count; close to the truth, and never the same as nothing. */
export function estimatedUsage(request: EmbedRequest) {
  const list = typeof request.input === 'string' ? [request.input] : request.input
  const tokens = list
    .map(one => (typeof one === 'string' ? countTokens(one) : Array.isArray(one) ? one.length : 1))
    .reduce((sum, count) => sum + count, 0)
  return { prompt_tokens: tokens, total_tokens: tokens }
}
