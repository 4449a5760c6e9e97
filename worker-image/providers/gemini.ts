import { type GenerateContentRequest, GoogleGenerativeAI } from '@google/generative-ai'
import { z } from 'zod'
import { firstCallOnly } from './first-call.ts'
import { refuseForeign } from './foreign.ts'
import { geminiChunks } from './gemini-answer.ts'
import { geminiEmbeddings } from './gemini-embed.ts'
import { geminiRequest } from './gemini-request.ts'
import { incapable } from './incapable.ts'
import type { Provider, ProviderOrigin } from './provider.ts'
import { allowsParallelCalls } from './tool-choice.ts'

const preferredModels = [
  'gemini-flash-latest',
  'gemini-3.5-flash',
  'gemini-3-flash',
  'gemini-2.5-flash',
  'gemini-2.0-flash',
  'gemini-embedding-001',
]

const foreign = ['logit_bias', 'functions', 'audio', 'web_search_options']

const ModelList = z.object({
  models: z
    .array(
      z.object({ name: z.string(), supportedGenerationMethods: z.array(z.string()).optional() }),
    )
    .optional(),
})

export function geminiProvider(origin: ProviderOrigin, baseUrl: string): Provider {
  const key = origin.key ?? ''
  const client = new GoogleGenerativeAI(key)

  return {
    name: 'gemini',
    origin,
    preferredModels,

    capabilitiesOf: model => [/embed/i.test(model) ? 'embeddings' : 'chat'],
    embed: (request, signal) =>
      geminiEmbeddings(
        client.getGenerativeModel({ model: request.model }, { baseUrl }),
        request,
        signal,
      ),
    draw: ({ model }) => Promise.reject(incapable(model, 'images')),

    /** The SDK cannot list models. */
    async models(signal) {
      const response = await fetch(`${baseUrl}/v1beta/models?pageSize=1000`, {
        headers: { 'x-goog-api-key': key },
        signal,
      })
      if (!response.ok) throw await refusal(response)
      const { models = [] } = ModelList.parse(await response.json())
      const isUsable = (methods: readonly string[] = []) =>
        methods.includes('generateContent') || methods.includes('embedContent')
      return models
        .filter(model => isUsable(model.supportedGenerationMethods))
        .map(model => model.name.replace(/^models\//, ''))
    },

    async *chat(request, signal) {
      refuseForeign(request, foreign)
      const body = geminiRequest(request) as unknown as GenerateContentRequest // sound: its wire form; the SDK's types lag behind
      // Not the caller's own signal: leaving early must end the call too.
      const ended = new AbortController()
      const model = client.getGenerativeModel({ model: request.model }, { baseUrl })
      try {
        const options = { signal: AbortSignal.any([signal, ended.signal]) }
        const { stream, response } = await model.generateContentStream(body, options)
        // The SDK reads the stream twice; this second reading fails whenever the first does.
        response.catch(() => {})
        const chunks = geminiChunks(stream, request.model)
        yield* allowsParallelCalls(request) ? chunks : firstCallOnly(chunks)
      } finally {
        ended.abort()
      }
    },
  }
}

/** In the shape of the SDK's own error, so that both are understood alike. */
async function refusal(response: Response): Promise<Error> {
  const body = z
    .object({ error: z.object({ message: z.string(), details: z.unknown().optional() }) })
    .safeParse(await response.json().catch(() => null))
  const message = body.data?.error.message ?? ''
  return Object.assign(new Error(message), {
    status: response.status,
    headers: response.headers,
    errorDetails: body.data?.error.details,
  })
}
