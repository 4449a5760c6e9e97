import Anthropic from '@anthropic-ai/sdk'
import { type Asked, type Client, field, type Told, tool } from './client.ts'

type Body = Omit<Anthropic.MessageCreateParamsNonStreaming, 'stream'>

export const anthropicMessages: Client = {
  name: '@anthropic-ai/sdk',
  lacks: [],
  statusOf: error => field(error, 'status'),

  async ask(rootUrl, asked) {
    const { messages } = new Anthropic({ baseURL: rootUrl, apiKey: 'none', maxRetries: 0 })
    const options = { signal: asked.signal ?? null }
    if (!asked.isStream) return told(await messages.create(bodyOf(asked), options))
    const stream = messages.stream(bodyOf(asked), options)
    stream.on('text', text => asked.onText?.(text))
    return told(await stream.finalMessage())
  },
}

function bodyOf({ model, system, prompt, image, results = [], ...asked }: Asked): Body {
  const { name, description, parameters } = tool
  return {
    model,
    max_tokens: asked.maxTokens ?? 2_000,
    ...(system ? { system } : {}),
    messages: [
      { role: 'user', content: image ? [pictureOf(image), textBlock(prompt)] : prompt },
      ...turnsOfResults(results),
    ],
    ...(asked.offersTool
      ? { tools: [{ name, description, input_schema: mutable(parameters) }] }
      : {}),
    ...(asked.schema
      ? { output_config: { format: { type: 'json_schema', schema: asked.schema } } }
      : {}),
  }
}

function pictureOf(image: NonNullable<Asked['image']>): Anthropic.ImageBlockParam {
  return 'url' in image
    ? { type: 'image', source: { type: 'url', url: image.url } }
    : { type: 'image', source: { type: 'base64', media_type: 'image/png', data: image.base64 } }
}

const textBlock = (text: string) => ({ type: 'text' as const, text })

/** The SDK's types want arrays that may be written. */
const mutable = (schema: typeof tool.parameters) => ({ ...schema, required: [...schema.required] })

function turnsOfResults(results: NonNullable<Asked['results']>): Anthropic.MessageParam[] {
  if (results.length === 0) return []
  return [
    {
      role: 'assistant',
      content: results.map(({ call }) => ({
        type: 'tool_use',
        id: call.id,
        name: call.name,
        input: call.arguments,
      })),
    },
    {
      role: 'user',
      content: results.map(({ call, text }) => ({
        type: 'tool_result',
        tool_use_id: call.id,
        content: text,
      })),
    },
  ]
}

const finishes: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  max_tokens: 'length',
  tool_use: 'calls',
}

function told({ content, stop_reason: reason, usage }: Anthropic.Message): Told {
  return {
    text: content.map(block => (block.type === 'text' ? block.text : '')).join(''),
    calls: content.flatMap(block =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, arguments: block.input }] : [],
    ),
    finish: finishes[reason ?? ''] ?? String(reason),
    usage: { input: usage.input_tokens, output: usage.output_tokens },
  }
}
