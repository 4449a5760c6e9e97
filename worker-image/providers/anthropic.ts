import Anthropic from '@anthropic-ai/sdk'
import { anthropicChunks } from './anthropic-answer.ts'
import { anthropicRequest } from './anthropic-request.ts'
import { refuseForeign } from './foreign.ts'
import { incapable } from './incapable.ts'
import type { Provider, ProviderOrigin } from './provider.ts'

const preferredModels = [
  'claude-haiku-5-5',
  'claude-sonnet-5-5',
  'claude-sonnet-5',
  'claude-haiku-4-5',
  'claude-sonnet-4-5',
]

const foreign = [
  'presence_penalty',
  'frequency_penalty',
  'logit_bias',
  'functions',
  'audio',
  'web_search_options',
]

export function anthropicProvider(origin: ProviderOrigin, baseUrl: string): Provider {
  const client = new Anthropic({
    apiKey: origin.key,
    baseURL: baseUrl,
    maxRetries: 0,
    logLevel: 'off',
  })

  return {
    name: 'anthropic',
    origin,
    preferredModels,

    async models(signal) {
      const page = await client.models.list({ limit: 1000 }, { signal })
      return page.data.map(model => model.id)
    },

    capabilitiesOf: () => ['chat'],
    embed: ({ model }) => Promise.reject(incapable(model, 'embeddings')),
    draw: ({ model }) => Promise.reject(incapable(model, 'images')),

    async *chat(request, signal) {
      refuseForeign(request, foreign)
      const body = anthropicRequest(request) as unknown as Anthropic.MessageCreateParamsStreaming // sound: its wire form, built from unchecked fields
      yield* anthropicChunks(await client.messages.create(body, { signal }))
    },
  }
}
