import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  tool as aiTool,
  generateText,
  jsonSchema,
  type ModelMessage,
  Output,
  streamText,
  type ToolSet,
} from 'ai'
import { type Asked, type Client, field, type Told, tool } from './client.ts'

export const aiSdk: Client = {
  name: 'ai with @ai-sdk/openai-compatible',
  // It fetches the image itself.
  lacks: ['image by address'],
  statusOf: error => field(error, 'statusCode'),

  async ask(rootUrl, asked) {
    const options = optionsOf(rootUrl, asked)
    if (!asked.isStream) {
      const answer = await generateText(options)
      return told(answer)
    }
    const stream = streamText({ ...options, onError: () => {} })
    for await (const part of stream.fullStream) {
      if (part.type === 'text-delta') asked.onText?.(part.text)
      if (part.type === 'error') throw part.error
      if (part.type === 'abort') throw new Error('aborted')
    }
    return told({
      text: await stream.text,
      toolCalls: await stream.toolCalls,
      finishReason: await stream.finishReason,
      usage: await stream.usage,
    })
  },
}

function optionsOf(rootUrl: string, { model, system, signal, schema, ...asked }: Asked) {
  const provider = createOpenAICompatible({
    name: 'banyan',
    baseURL: `${rootUrl}/v1`,
    includeUsage: true,
    supportsStructuredOutputs: true,
  })
  return {
    model: provider(model),
    maxRetries: 0,
    messages: messagesOf(asked),
    ...(system ? { system } : {}),
    ...(signal ? { abortSignal: signal } : {}),
    ...(asked.maxTokens ? { maxOutputTokens: asked.maxTokens } : {}),
    ...(asked.offersTool ? { tools: offered } : {}),
    ...(schema ? { output: Output.object({ schema: jsonSchema(schema) }) } : {}),
  }
}

const offered: ToolSet = {
  weather: aiTool({
    description: tool.description,
    inputSchema: jsonSchema<object>({ ...tool.parameters, required: ['city'] }),
  }),
}

function messagesOf({
  prompt,
  image,
  results = [],
}: Pick<Asked, 'prompt' | 'image' | 'results'>): ModelMessage[] {
  const shown =
    image && 'base64' in image
      ? [{ type: 'image' as const, image: image.base64, mediaType: 'image/png' }]
      : []
  const asked = {
    role: 'user' as const,
    content: [{ type: 'text' as const, text: prompt }, ...shown],
  }
  if (results.length === 0) return [asked]
  return [
    asked,
    {
      role: 'assistant',
      content: results.map(({ call }) => ({
        type: 'tool-call',
        toolCallId: call.id,
        toolName: call.name,
        input: call.arguments,
      })),
    },
    {
      role: 'tool',
      content: results.map(({ call, text }) => ({
        type: 'tool-result',
        toolCallId: call.id,
        toolName: call.name,
        output: { type: 'text', value: text },
      })),
    },
  ]
}

interface Answer {
  readonly text: string
  readonly toolCalls: readonly {
    readonly toolCallId: string
    readonly toolName: string
    readonly input: unknown
  }[]
  readonly finishReason: string
  readonly usage: {
    readonly inputTokens?: number | undefined
    readonly outputTokens?: number | undefined
  }
}

function told({ text, toolCalls, finishReason, usage }: Answer): Told {
  return {
    text,
    calls: toolCalls.map(call => ({
      id: call.toolCallId,
      name: call.toolName,
      arguments: call.input,
    })),
    finish: finishReason === 'tool-calls' ? 'calls' : finishReason,
    usage: { input: usage.inputTokens ?? 0, output: usage.outputTokens ?? 0 },
  }
}
