import OpenAI from 'openai'
import { anthropicFields } from '#contract/wire/anthropic-fields'
import type { ChatChunk } from '#contract/wire/chat'
import type { ModelRequest, Provider, ProviderOrigin } from './provider.ts'
import { separateToolCalls } from './tool-call-order.ts'

interface OpenAiOptions {
  readonly name: 'openai' | 'compatible' | 'ollama' | 'lmstudio'
  readonly origin: ProviderOrigin
  readonly baseUrl: string
  readonly preferredModels: readonly string[]
}

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
