import OpenAI from 'openai'
import { type Client, field } from './client.ts'

export const openAiCompletions: Client = {
  name: 'openai, completions',
  lacks: [
    'instructions',
    'parallel tool calls',
    'tool calls, streamed',
    'tool results',
    'image',
    'image by address',
    'JSON schema',
  ],
  statusOf: error => field(error, 'status'),

  async ask(rootUrl, { model, prompt, isStream, maxTokens, signal, onText }) {
    const client = new OpenAI({ baseURL: `${rootUrl}/v1`, apiKey: 'none', maxRetries: 0 })
    const body = { model, prompt, ...(maxTokens ? { max_tokens: maxTokens } : {}) }
    const options = { signal: signal ?? null }
    let text = ''
    let finish = ''
    let usage: OpenAI.CompletionUsage | null = null
    const take = (completion: OpenAI.Completion) => {
      const [choice] = completion.choices
      if (choice?.text) onText?.(choice.text)
      text += choice?.text ?? ''
      finish = choice?.finish_reason ?? finish
      usage = completion.usage ?? usage
    }
    if (isStream) {
      const streaming = { stream: true, stream_options: { include_usage: true } } as const
      const stream = await client.completions.create({ ...body, ...streaming }, options)
      for await (const piece of stream) take(piece)
      // The library ends an aborted stream in silence.
      signal?.throwIfAborted()
    } else take(await client.completions.create(body, options))
    return { text, calls: [], finish, usage: countsOf(usage) }
  },
}

function countsOf(usage: OpenAI.CompletionUsage | null) {
  return usage && { input: usage.prompt_tokens, output: usage.completion_tokens }
}
