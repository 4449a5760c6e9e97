import {
  AIMessage,
  type AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { type Asked, type Client, field, imageUrl, type Told, tool } from './client.ts'

export const langchain: Client = {
  name: '@langchain/openai',
  lacks: [],
  statusOf: error => field(error, 'status'),

  async ask(rootUrl, asked) {
    const { model, maxTokens, schema, signal } = asked
    const chat = new ChatOpenAI({
      model,
      apiKey: 'none',
      configuration: { baseURL: `${rootUrl}/v1` },
      maxRetries: 0,
      streamUsage: true,
      ...(maxTokens ? { maxTokens } : {}),
    })
    const options = signal ? { signal } : {}
    if (schema) {
      const structured = chat.withStructuredOutput(schema, { method: 'jsonSchema' })
      const answer = await structured.invoke(messagesOf(asked), options)
      return { text: JSON.stringify(answer), calls: [], finish: 'stop', usage: null }
    }
    const subject = asked.offersTool ? chat.bindTools([offered]) : chat
    if (!asked.isStream) return told(await subject.invoke(messagesOf(asked), options))
    let whole: AIMessageChunk | null = null
    for await (const chunk of await subject.stream(messagesOf(asked), options)) {
      if (chunk.text) asked.onText?.(chunk.text)
      whole = whole ? whole.concat(chunk) : chunk
    }
    signal?.throwIfAborted()
    if (!whole) throw new Error('nothing came')
    return told(whole)
  },
}

const offered = { type: 'function' as const, function: tool }

function messagesOf({ system, prompt, image, results = [] }: Asked): BaseMessage[] {
  const shown = image ? [{ type: 'image_url', image_url: { url: imageUrl(image) } }] : []
  return [
    ...(system ? [new SystemMessage(system)] : []),
    new HumanMessage({ content: [{ type: 'text', text: prompt }, ...shown] }),
    ...(results.length > 0
      ? [
          new AIMessage({
            content: '',
            tool_calls: results.map(({ call }) => ({
              type: 'tool_call',
              id: call.id,
              name: call.name,
              args: Object(call.arguments),
            })),
          }),
        ]
      : []),
    ...results.map(({ call, text }) => new ToolMessage({ content: text, tool_call_id: call.id })),
  ]
}

function told(message: AIMessageChunk): Told {
  const reason = String(message.response_metadata['finish_reason'])
  const usage = field(message, 'usage_metadata')
  return {
    text: message.text,
    calls: (message.tool_calls ?? []).map(call => ({
      id: call.id ?? '',
      name: call.name,
      arguments: call.args,
    })),
    finish: reason === 'tool_calls' ? 'calls' : reason,
    usage: usage
      ? {
          input: Number(field(usage, 'input_tokens')),
          output: Number(field(usage, 'output_tokens')),
        }
      : null,
  }
}
