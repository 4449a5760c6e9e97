import type {
  OllamaCall,
  OllamaChatRequest,
  OllamaGenerateRequest,
  OllamaMessage,
} from '#contract/http/ollama'
import type { AskedChat } from './chat-door.ts'
import { type Fields, malformed, onlySaid } from './fields.ts'

type Common = Pick<OllamaGenerateRequest, 'model' | 'format' | 'options' | 'think'>

/** Ollama's chat as OpenAI's. */
export function fromOllamaChat(request: OllamaChatRequest): AskedChat {
  return asked(request, messagesOf(request.messages), {
    tools: request.tools?.length ? request.tools : undefined,
  })
}

const refused = [
  ['suffix', 'text cannot be put in before a suffix'],
  ['template', 'models bring their own template: leave it out'],
  ['raw', 'models bring their own template: leave it out'],
  ['context', 'conversations go to /api/chat'],
] as const

/** `/api/generate`: one prompt as a chat of one message. */
export function fromOllamaGenerate(request: OllamaGenerateRequest): AskedChat {
  for (const [name, problem] of refused) {
    const value = request[name]
    if (Array.isArray(value) ? value.length > 0 : value) throw malformed(name, problem)
  }
  const user = { role: 'user', content: request.prompt, images: request.images } as const
  const messages = messagesOf([user])
  const { system } = request
  return asked(request, system ? [{ role: 'system', content: system }, ...messages] : messages, {})
}

function asked(request: Common, messages: readonly Fields[], more: Fields): AskedChat {
  const options = request.options ?? {}
  const most = options.num_predict
  return {
    model: request.model,
    body: onlySaid({
      messages,
      ...more,
      temperature: options.temperature,
      top_p: options.top_p,
      top_k: options.top_k,
      seed: options.seed,
      stop: options.stop?.length ? options.stop : undefined,
      presence_penalty: options.presence_penalty,
      frequency_penalty: options.frequency_penalty,
      // Zero and less mean that there is no limit.
      max_completion_tokens: most && most > 0 ? most : undefined,
      response_format: formatOf(request.format),
      reasoning_effort: effortOf(request.think),
    }),
  }
}

function formatOf(format: Common['format']): Fields | undefined {
  if (!format) return undefined
  if (format === 'json') return { type: 'json_object' }
  if (typeof format === 'string') throw malformed('format', '"json" or a JSON schema is expected')
  return { type: 'json_schema', json_schema: { name: 'answer', schema: format } }
}

/** Not to think is what a model does by itself; a word for it is refused by those that cannot think. */
function effortOf(think: Common['think']): string | undefined {
  if (!think) return undefined
  return think === true ? 'medium' : think
}

/**
 * Ollama's tools have no ids, so calls get one each in their order. A result belongs to the first
 * call that still waits for one, of its tool where it names it.
 */
function messagesOf(messages: readonly OllamaMessage[]): readonly Fields[] {
  const waiting: { readonly id: string; readonly name: string }[] = []
  let made = 0
  return messages.map((message, at) => {
    const content = message.content ?? ''
    switch (message.role) {
      case 'tool': {
        const found = waiting.findIndex(call => isAnswerTo(message, call))
        const [call] = waiting.splice(Math.max(0, found), 1)
        const id = message.tool_call_id ?? call?.id
        if (!id) throw malformed(`messages.${at}`, 'no call of a tool waits for this result')
        return { role: 'tool', tool_call_id: id, content }
      }
      case 'assistant': {
        if (!message.tool_calls?.length) return { role: 'assistant', content }
        const calls = message.tool_calls.map(call => callOf(call, `call_${made++}`))
        waiting.push(...calls.map(call => ({ id: call.id, name: call.function.name })))
        return { role: 'assistant', content: content === '' ? null : content, tool_calls: calls }
      }
      default:
        return { role: message.role, content: withPictures(content, message.images, at) }
    }
  })
}

function isAnswerTo(message: OllamaMessage, call: { readonly id: string; readonly name: string }) {
  if (message.tool_call_id) return message.tool_call_id === call.id
  return !message.tool_name || message.tool_name === call.name
}

function callOf(call: OllamaCall, id: string) {
  const { name, arguments: given } = call.function
  const asText = JSON.stringify(given ?? {})
  return { id: call.id ?? id, type: 'function', function: { name, arguments: asText } } as const
}

function withPictures(text: string, images: OllamaMessage['images'], at: number): unknown {
  if (!images?.length) return text
  const pictures = images.map((base64, position) => {
    const mediaType = mediaTypeOf(base64)
    if (mediaType === null) {
      throw malformed(
        `messages.${at}.images.${position}`,
        'base64 of a PNG, JPEG, GIF or WebP is expected',
      )
    }
    return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } }
  })
  return text === '' ? pictures : [{ type: 'text', text }, ...pictures]
}

/** How each format begins, in base64: Ollama's clients do not say which it is. */
const beginnings = [
  ['iVBOR', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
] as const

function mediaTypeOf(base64: string): string | null {
  return beginnings.find(([start]) => base64.startsWith(start))?.[1] ?? null
}
