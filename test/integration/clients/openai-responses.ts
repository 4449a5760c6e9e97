import OpenAI from 'openai'
import { type Asked, type Client, field, imageUrl, parsed, type Told, tool } from './client.ts'

type Body = Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, 'stream'>
type Response = OpenAI.Responses.Response

export const openAiResponses: Client = {
  name: 'openai, responses',
  lacks: [],
  statusOf: error => field(error, 'status'),

  async ask(rootUrl, asked) {
    const { responses } = new OpenAI({ baseURL: `${rootUrl}/v1`, apiKey: 'none', maxRetries: 0 })
    const options = { signal: asked.signal ?? null }
    if (!asked.isStream) return told(await responses.create(bodyOf(asked), options))
    const stream = responses.stream({ ...bodyOf(asked), stream: true }, options)
    stream.on('response.output_text.delta', ({ delta }) => asked.onText?.(delta))
    const response = await stream.finalResponse()
    if (response.status === 'failed') throw new Error(response.error?.message)
    return told(response)
  },
}

function bodyOf(asked: Asked): Body {
  const { model, system, prompt, image, results = [], schema, maxTokens } = asked
  const shown = image && {
    type: 'input_image' as const,
    image_url: imageUrl(image),
    detail: 'auto' as const,
  }
  return {
    model,
    ...(system ? { instructions: system } : {}),
    input: [
      {
        role: 'user',
        content: [{ type: 'input_text', text: prompt }, ...(shown ? [shown] : [])],
      },
      ...results.map(({ call }) => ({
        type: 'function_call' as const,
        call_id: call.id,
        name: call.name,
        arguments: JSON.stringify(call.arguments),
      })),
      ...results.map(({ call, text }) => ({
        type: 'function_call_output' as const,
        call_id: call.id,
        output: text,
      })),
    ],
    ...(asked.offersTool ? { tools: [{ type: 'function', strict: true, ...tool }] } : {}),
    ...(maxTokens ? { max_output_tokens: maxTokens } : {}),
    ...(schema ? { text: { format: { type: 'json_schema', name: 'answer', schema } } } : {}),
  }
}

function told({
  output,
  output_text: text,
  usage,
  incomplete_details: incomplete,
}: Response): Told {
  const calls = output.flatMap(item =>
    item.type === 'function_call'
      ? [{ id: item.call_id, name: item.name, arguments: parsed(item.arguments) }]
      : [],
  )
  const isShort = incomplete?.reason === 'max_output_tokens'
  return {
    text,
    calls,
    finish: isShort ? 'length' : calls.length > 0 ? 'calls' : 'stop',
    usage: usage ? { input: usage.input_tokens, output: usage.output_tokens } : null,
  }
}
