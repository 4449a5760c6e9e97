import { anthropicFields } from '#contract/wire/anthropic-fields'
import type { ChatMessage } from '#contract/wire/chat'
import { answerFormat, mostTokens, stopSequences } from './answer-options.ts'
import { anthropicFormat } from './anthropic-format.ts'
import { claudeThinking } from './anthropic-thinking.ts'
import {
  askedCalls,
  type ContentPart,
  contentParts,
  isSystem,
  textOf,
  unusable,
} from './chat-content.ts'
import type { ModelRequest } from './provider.ts'
import { refuseUnknownTools, refuseUse } from './refuse.ts'
import { allowsParallelCalls, offeredTools, toolChoice } from './tool-choice.ts'

type Fields = Readonly<Record<string, unknown>>

interface Turn {
  readonly role: 'user' | 'assistant'
  readonly content: Fields[]
}

/** Fields of Anthropic's own that an OpenAI client may send along. */
const passedOn = ['top_k', 'metadata', 'service_tier']

const jsonOnly = 'Answer with one JSON object and nothing else.'

/** An OpenAI request in Anthropic's form. */
export function anthropicRequest(request: ModelRequest): Fields {
  refuseUnknownTools(request)
  refuseUse(request, 'n', [1])
  refuseUse(request, 'logprobs', [false])
  const format = answerFormat(request)
  const own = fieldsIn(request[anthropicFields])
  const stop = stopSequences(request).filter(text => text.trim() !== '')
  const system = [
    ...request.messages.filter(isSystem).map(textOf),
    ...(format.kind === 'json' ? [jsonOnly] : []),
  ].filter(text => text !== '')
  const { thinking, effort } = claudeThinking({ thinking: own['thinking'], ...request })
  const output = {
    ...(effort ? { effort } : {}),
    ...fieldsIn(own['output_config']),
    ...anthropicFormat(format),
  }
  return {
    ...own,
    model: request.model,
    max_tokens: mostTokens(request) ?? defaultMostTokens(request.model, thinking),
    messages: turns(request),
    stream: true,
    ...(system.length > 0 ? { system: system.join('\n\n') } : {}),
    ...samplingPart(request),
    ...(stop.length > 0 ? { stop_sequences: stop } : {}),
    ...toolPart(request),
    ...(thinking ? { thinking } : {}),
    ...(Object.keys(output).length > 0 ? { output_config: output } : {}),
    ...Object.fromEntries(
      passedOn.filter(name => name in request).map(name => [name, request[name]]),
    ),
  }
}

/** Anthropic will not do without a limit; the oldest models allow no more than 4096. */
function defaultMostTokens(model: string, thinking: unknown): number {
  const answer = /^claude-(3-(opus|sonnet|haiku)|2|instant)/.test(model) ? 4096 : 8192
  const budget = isFields(thinking) ? Number(thinking['budget_tokens'] ?? 0) : 0
  return answer + budget
}

/** Anthropic's temperature ends at 1, and newer models take it or `top_p`, not both. */
function samplingPart({ temperature, top_p: topP }: ModelRequest): Fields {
  if (typeof temperature === 'number') return { temperature: Math.min(1, temperature) }
  return typeof topP === 'number' ? { top_p: topP } : {}
}

/** Messages of one role in a row become one: results of parallel calls must stand together. */
function turns(request: ModelRequest): readonly Turn[] {
  const result: Turn[] = []
  for (const message of request.messages) {
    if (isSystem(message)) continue
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const content = blocks(message)
    const last = result.at(-1)
    if (last?.role === role) last.content.push(...content)
    else if (content.length > 0) result.push({ role, content: [...content] })
  }
  return result
}

function blocks(message: ChatMessage): readonly Fields[] {
  const parts = contentParts(message).flatMap(block)
  if (message.role === 'tool') {
    const id = String(message['tool_call_id'] ?? '')
    const content = parts.length > 0 ? { content: parts } : {}
    return [{ type: 'tool_result', tool_use_id: id, ...content }]
  }
  const calls = askedCalls(message).map(call => ({
    type: 'tool_use',
    id: call.id,
    name: call.name,
    input: call.arguments,
  }))
  return [...signedThoughts(message), ...parts, ...calls]
}

/** As this provider told them; Claude wants them back before the calls that they led to. */
function signedThoughts(message: ChatMessage): readonly Fields[] {
  const thoughts = message['thinking_blocks']
  return message.role === 'assistant' && Array.isArray(thoughts) ? thoughts.filter(isFields) : []
}

/** None for an empty text, which Anthropic refuses. */
function block(part: ContentPart): readonly Fields[] {
  if (part.kind === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text }]
  if (part.kind === 'link') return [{ type: 'image', source: { type: 'url', url: part.url } }]
  const source = { type: 'base64', media_type: part.mediaType, data: part.base64 }
  if (part.mediaType.startsWith('image/')) return [{ type: 'image', source }]
  if (part.mediaType === 'application/pdf') return [{ type: 'document', source }]
  throw unusable(`data of type ${part.mediaType}`)
}

function toolPart(request: ModelRequest): Fields {
  const tools = offeredTools(request).map(({ name, description, parameters }) => ({
    name,
    ...(description === null ? {} : { description }),
    input_schema: { type: 'object', ...parameters },
  }))
  if (tools.length === 0) return {}
  return { tools, ...choicePart(request) }
}

function choicePart(request: ModelRequest): Fields {
  const choice = toolChoice(request)
  const single = allowsParallelCalls(request) ? {} : { disable_parallel_tool_use: true }
  switch (choice.kind) {
    case 'none':
      return { tool_choice: { type: 'none' } }
    case 'required':
      return { tool_choice: { type: 'any', ...single } }
    case 'named':
      return { tool_choice: { type: 'tool', name: choice.name, ...single } }
    case 'auto':
      return allowsParallelCalls(request) ? {} : { tool_choice: { type: 'auto', ...single } }
  }
}

function fieldsIn(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
