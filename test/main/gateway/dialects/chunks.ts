import type { ChatChunk, ChatCompletion, ChatDelta, Usage } from '#contract/wire/chat'

const head = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'm' } as const

/** One chunk of a worker's stream. */
export function chunk(
  delta: ChatDelta,
  finish: string | null = null,
  more: object = {},
): ChatChunk {
  return {
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish, ...more }],
  }
}

export const role = chunk({ role: 'assistant', content: '' })

export function usageChunk(usage: Usage): ChatChunk {
  return { ...head, object: 'chat.completion.chunk', choices: [], usage }
}

/** The first piece of a tool call, with what it has of its arguments. */
export function callBegins(index: number, id: string, name: string, text = ''): ChatChunk {
  const call = { index, id, type: 'function', function: { name, arguments: text } } as const
  return chunk({ tool_calls: [call] })
}

export function callGoesOn(index: number, text: string): ChatChunk {
  return chunk({ tool_calls: [{ index, function: { arguments: text } }] })
}

export function completion(message: object, finish: string | null, usage?: Usage): ChatCompletion {
  return {
    ...head,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: null, ...message },
        finish_reason: finish,
      },
    ],
    ...(usage ? { usage } : {}),
  }
}

/** With every detail that a provider may tell. */
export const detailedUsage: Usage = {
  prompt_tokens: 100,
  completion_tokens: 20,
  total_tokens: 120,
  prompt_tokens_details: { cached_tokens: 60, cache_creation_tokens: 10 },
  completion_tokens_details: { reasoning_tokens: 5 },
}

/** The data of Server-Sent Events, each checked against its `event:` line. */
export function eventsIn(
  text: string,
): readonly { readonly type: string; readonly [more: string]: unknown }[] {
  return text
    .split('\n\n')
    .filter(block => block !== '')
    .map(block => {
      const [name, data] = block.split('\n')
      const event = JSON.parse(data?.slice('data: '.length) ?? '')
      if (name !== `event: ${event.type}`) throw new Error(`${name} stands before ${event.type}`)
      return event
    })
}
