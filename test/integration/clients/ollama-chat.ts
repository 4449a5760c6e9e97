import { type ChatRequest, type ChatResponse, Ollama } from 'ollama'
import { type Asked, type Client, field, type Told, tool } from './client.ts'

export const ollamaChat: Client = {
  name: 'ollama',
  lacks: ['image by address'],
  statusOf: error => field(error, 'status_code'),

  async ask(rootUrl, asked) {
    const client = new Ollama({ host: rootUrl })
    const body = bodyOf(asked)
    if (!asked.isStream) return told([await client.chat({ ...body, stream: false })])
    const stream = await client.chat({ ...body, stream: true })
    asked.signal?.addEventListener('abort', () => stream.abort())
    const lines: ChatResponse[] = []
    for await (const line of stream) {
      if (line.message.content) asked.onText?.(line.message.content)
      lines.push(line)
    }
    return told(lines)
  },
}

function bodyOf({ model, system, prompt, image, results = [], ...asked }: Asked): ChatRequest {
  const images = image && 'base64' in image ? { images: [image.base64] } : {}
  const calls = results.map(({ call }) => ({
    function: { name: call.name, arguments: Object(call.arguments) },
  }))
  return {
    // As a client of Ollama names it that adds the tag by itself.
    model: `${model}:latest`,
    messages: [
      ...(system ? [{ role: 'system', content: system }] : []),
      { role: 'user', content: prompt, ...images },
      ...(calls.length > 0 ? [{ role: 'assistant', content: '', tool_calls: calls }] : []),
      ...results.map(({ call, text }) => ({ role: 'tool', tool_name: call.name, content: text })),
    ],
    ...(asked.offersTool
      ? { tools: [{ type: 'function', function: { ...tool, parameters: mutable } }] }
      : {}),
    ...(asked.maxTokens ? { options: { num_predict: asked.maxTokens } } : {}),
    ...(asked.schema ? { format: asked.schema } : {}),
  }
}

/** The library's types want arrays that may be written. */
const mutable = { ...tool.parameters, required: [...tool.parameters.required] }

function told(lines: readonly ChatResponse[]): Told {
  const last = lines.at(-1)
  const calls = lines
    .flatMap(({ message }) => message.tool_calls ?? [])
    .map(({ function: { name, arguments: given } }, at) => ({
      id: `call_${at}`,
      name,
      arguments: given,
    }))
  return {
    text: lines.map(({ message }) => message.content).join(''),
    calls,
    finish: calls.length > 0 ? 'calls' : (last?.done_reason ?? ''),
    usage: last?.done ? { input: last.prompt_eval_count, output: last.eval_count } : null,
  }
}
