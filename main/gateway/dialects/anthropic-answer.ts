import type { AnthropicAnswer } from '#contract/http/anthropic-messages'
import type { ChatCompletion, Usage } from '#contract/wire/chat'
import { type AnswerPart, wholeParts } from './answer-parts.ts'
import { type Fields, isFields, parsedArguments } from './fields.ts'
import { tokenCounts } from './token-usage.ts'

/** A whole OpenAI answer as Anthropic's message. */
export function toAnthropic(completion: ChatCompletion): AnthropicAnswer {
  const [choice] = completion.choices
  const parts = wholeParts(completion)
  const hasCalls = parts.some(part => part.kind === 'call')
  const thoughts = thinkingBlocks(choice?.message['thinking_blocks'])
  const told = thoughts.length > 0 ? parts.filter(part => part.kind !== 'reasoning') : parts
  return {
    id: messageId(completion.id),
    type: 'message',
    role: 'assistant',
    model: completion.model,
    content: [...thoughts, ...told.map(block)],
    ...stopFields(choice?.finish_reason ?? null, hasCalls, stopWord(choice)),
    usage: anthropicUsage(completion.usage),
  }
}

export function messageId(id: string): string {
  return id.startsWith('msg_') ? id : `msg_${id}`
}

/** Which of the client's own words ended the answer; Anthropic and vLLM say it, OpenAI does not. */
export function stopWord(choice: Fields | undefined): string | null {
  const word = choice?.['stop_reason']
  return typeof word === 'string' && word !== '' ? word : null
}

/** Why and at which word an answer ended. */
export function stopFields(finish: string | null, hasCalls: boolean, word: string | null) {
  const reason = stopReason(finish, hasCalls)
  return reason === 'end_turn' && word !== null
    ? ({ stop_reason: 'stop_sequence', stop_sequence: word } as const)
    : ({ stop_reason: reason, stop_sequence: null } as const)
}

/** Whatever the server says: an answer with tool calls asks for their results. */
function stopReason(finish: string | null, hasCalls: boolean): AnthropicAnswer['stop_reason'] {
  switch (finish) {
    case 'length':
      return 'max_tokens'
    case 'content_filter':
      return 'refusal'
    default:
      return hasCalls || finish === 'tool_calls' ? 'tool_use' : 'end_turn'
  }
}

/** Anthropic counts what was cached apart from the rest of the prompt. */
export function anthropicUsage(usage: Usage | null | undefined) {
  const { prompt, cacheRead, cacheWritten, completion } = tokenCounts(usage)
  return {
    input_tokens: Math.max(0, prompt - cacheRead - cacheWritten),
    output_tokens: completion,
    cache_creation_input_tokens: cacheWritten,
    cache_read_input_tokens: cacheRead,
  }
}

/** Thoughts that their model signed, as the worker hands them on. */
export function thinkingBlocks(value: unknown): readonly (Fields & { readonly type: string })[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (each): each is Fields & { readonly type: string } =>
      isFields(each) && (each['type'] === 'thinking' || each['type'] === 'redacted_thinking'),
  )
}

function block(part: AnswerPart) {
  switch (part.kind) {
    case 'reasoning':
      return { type: 'thinking', thinking: part.text, signature: '' }
    case 'text':
    case 'refusal':
      return { type: 'text', text: part.text }
    case 'call':
      return { type: 'tool_use', id: part.id, name: part.name, input: parsedArguments(part.text) }
  }
}
