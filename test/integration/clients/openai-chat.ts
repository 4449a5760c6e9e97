import OpenAI from 'openai'
import { type Asked, type Client, field, imageUrl, parsed, type Told, tool } from './client.ts'

type Body = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'stream'>

export const openAiChat: Client = {
  name: 'openai, chat completions',
  lacks: [],
  statusOf: error => field(error, 'status'),

  async ask(rootUrl, asked) {
    const { chat } = new OpenAI({ baseURL: `${rootUrl}/v1`, apiKey: 'none', maxRetries: 0 })
    const options = { signal: asked.signal ?? null }
    if (!asked.isStream) return told(await chat.completions.create(bodyOf(asked), options))
    const body = {
      ...bodyOf(asked),
      stream: true,
      stream_options: { include_usage: true },
    } as const
    const stream = chat.completions.stream(body, options)
    stream.on('content', text => asked.onText?.(text))
    return told(await stream.finalChatCompletion())
  },
}

function bodyOf(asked: Asked): Body {
  const { system, prompt, image, results = [], schema, maxTokens } = asked
  const shown = image && ({ type: 'image_url', image_url: { url: imageUrl(image) } } as const)
  return {
    model: asked.model,
    messages: [
      ...(system ? [{ role: 'system' as const, content: system }] : []),
      { role: 'user', content: shown ? [{ type: 'text', text: prompt }, shown] : prompt },
      ...turnOfResults(results),
    ],
    ...(asked.offersTool ? { tools: [{ type: 'function', function: tool }] } : {}),
    ...(maxTokens ? { max_tokens: maxTokens } : {}),
    ...(schema
      ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }
      : {}),
  }
}

function turnOfResults(
  results: NonNullable<Asked['results']>,
): readonly OpenAI.ChatCompletionMessageParam[] {
  if (results.length === 0) return []
  const calls = results.map(({ call }) => ({
    id: call.id,
    type: 'function' as const,
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }))
  return [
    { role: 'assistant', content: null, tool_calls: calls },
    ...results.map(({ call, text }) => ({
      role: 'tool' as const,
      tool_call_id: call.id,
      content: text,
    })),
  ]
}

function told({ choices, usage }: OpenAI.ChatCompletion): Told {
  const [choice] = choices
  const finish = choice?.finish_reason ?? ''
  return {
    text: choice?.message.content ?? '',
    calls: (choice?.message.tool_calls ?? []).flatMap(call =>
      call.type === 'function'
        ? [{ id: call.id, name: call.function.name, arguments: parsed(call.function.arguments) }]
        : [],
    ),
    finish: finish === 'tool_calls' ? 'calls' : finish,
    usage: usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : null,
  }
}
