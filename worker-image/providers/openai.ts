import OpenAI from 'openai'
import { z } from 'zod'
import { anthropicFields } from '#contract/wire/anthropic-fields'
import { capabilitiesByName } from '#contract/wire/capability'
import type { ChatChunk } from '#contract/wire/chat'
import { openaiEmbeddings } from './openai-embed.ts'
import type { ModelRequest, Provider, ProviderOrigin } from './provider.ts'
import { separateToolCalls } from './tool-call-order.ts'

interface OpenAiOptions {
  readonly name: 'openai' | 'compatible' | 'ollama' | 'lmstudio'
  readonly origin: ProviderOrigin
  readonly baseUrl: string
  readonly preferredModels: readonly string[]
}

const ImagesForm = z.looseObject({
  created: z.number().default(() => Math.floor(Date.now() / 1000)),
  data: z.array(
    z.looseObject({ b64_json: z.string().exactOptional(), url: z.string().exactOptional() }),
  ),
})

/** OpenAI, and whatever else speaks its protocol. */
export function openaiProvider({
  name,
  origin,
  baseUrl,
  preferredModels,
}: OpenAiOptions): Provider {
  const isOpenAi = name === 'openai'
  const client = new OpenAI({
    apiKey: origin.key ?? 'none',
    baseURL: baseUrl,
    maxRetries: 0,
    logLevel: 'off',
    // Another server must not learn what the environment says about an account at OpenAI.
    ...(isOpenAi ? {} : { organization: null, project: null }),
    ...(origin.key === null ? { defaultHeaders: { authorization: null } } : {}),
  })

  return {
    name,
    origin,
    preferredModels,

    async models(signal) {
      const page = await client.models.list({ signal })
      return (page.data ?? []).map(model => model.id)
    },

    capabilitiesOf: capabilitiesByName,

    async embed(request, signal) {
      // Always said: left out, the SDK asks for base64 and decodes whatever comes.
      const body = { ...request, encoding_format: request.encoding_format ?? 'float' }
      const sent = body as unknown as OpenAI.EmbeddingCreateParams // sound: the same wire form, read loosely
      return openaiEmbeddings(await client.embeddings.create(sent, { signal }), request)
    },

    async draw(request, signal) {
      const sent = request as unknown as OpenAI.ImageGenerateParamsNonStreaming // sound: the same wire form, read loosely
      return ImagesForm.parse(await client.images.generate(sent, { signal }))
    },

    async *chat(request, signal) {
      const stream = await client.chat.completions.create(streamed(request), { signal })
      const chunks = stream as AsyncIterable<unknown> as AsyncIterable<ChatChunk> // sound: ChatChunk is this form, read loosely
      const separate = isOpenAi ? null : separateToolCalls()
      for await (const chunk of chunks) {
        // Some servers send events of their own in between.
        if (Array.isArray(chunk.choices)) yield separate ? separate(chunk) : chunk
      }
    },
  }
}

/** Many servers refuse what they do not know, and these only Anthropic's models read. */
function withoutAnthropics({ [anthropicFields]: _own, ...request }: ModelRequest): ModelRequest {
  const messages = request.messages.map(({ thinking_blocks: _blocks, ...message }) => message)
  return { ...request, messages }
}

/** Everything else that the client sent goes on, known here or not. */
function streamed(request: ModelRequest): OpenAI.ChatCompletionCreateParamsStreaming {
  const body = {
    ...withoutAnthropics(request),
    stream: true,
    stream_options: { ...request.stream_options, include_usage: true },
  }
  return body as unknown as OpenAI.ChatCompletionCreateParamsStreaming // sound: the same wire form, read loosely
}
