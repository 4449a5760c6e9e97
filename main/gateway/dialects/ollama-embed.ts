import { FaultError } from '#contract/fault'
import { EmbeddingsList } from '#contract/http/embeddings'
import type { OllamaEmbedAnswer, OllamaEmbedRequest } from '#contract/http/ollama-embed'
import { anyModel } from '#contract/wire/chat'

/** Null when there is nothing to embed: Ollama takes that as a wish to load the model. */
export function embedRequest(
  { model, input, dimensions }: OllamaEmbedRequest,
  named: string | null,
): Buffer | null {
  const texts = typeof input === 'string' ? [input] : input
  if (texts.every(text => text === '')) return null
  return Buffer.from(
    JSON.stringify({
      model: named ?? model,
      input: texts,
      encoding_format: 'float',
      ...(dimensions ? { dimensions } : {}),
    }),
  )
}

export function modelToRoute({ model }: { readonly model: string }): string | null {
  return model === anyModel ? null : model
}

/** An OpenAI answer in Ollama's form. FaultError when it is none. */
export function embedAnswer(
  { model }: OllamaEmbedRequest,
  body: Buffer | null,
  tookMs: number,
): OllamaEmbedAnswer {
  const list = body === null ? null : parsed(body)
  return {
    model,
    embeddings: list?.data.map(one => numbersIn(one.embedding)) ?? [],
    total_duration: Math.round(tookMs * 1e6),
    load_duration: 0,
    prompt_eval_count: list?.usage.prompt_tokens ?? 0,
  }
}

function parsed(body: Buffer) {
  try {
    return EmbeddingsList.parse(JSON.parse(body.toString('utf8')))
  } catch {
    throw refused('The worker sent something that is not a list of embeddings.')
  }
}

function numbersIn(vector: readonly number[] | string): number[] {
  if (typeof vector !== 'string') return [...vector]
  throw refused('The worker sent base64, which was not asked for.')
}

function refused(detail: string): FaultError {
  return new FaultError({
    code: 'provider.refused',
    status: 502,
    detail,
    type: 'server_error',
    errorCode: 'worker_bad_answer',
  })
}
