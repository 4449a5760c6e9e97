import { z } from 'zod'
import type { AnthropicMessage, AnthropicRequest } from '#contract/http/anthropic-messages'
import { type Fields, malformed } from './fields.ts'

const Text = z.looseObject({ text: z.string() })
const ToolUse = z.looseObject({
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
})
const ToolResult = z.looseObject({
  tool_use_id: z.string(),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).nullish(),
  is_error: z.boolean().nullish(),
})
const Base64Source = z.looseObject({
  type: z.literal('base64'),
  media_type: z.string(),
  data: z.string(),
})
const UrlSource = z.looseObject({ type: z.literal('url'), url: z.string() })
const TextSource = z.looseObject({ type: z.literal('text'), data: z.string() })

type Block = Fields & { readonly type: string }

export function anthropicSystem(system: AnthropicRequest['system']): readonly Fields[] {
  if (!system) return []
  const text =
    typeof system === 'string'
      ? system
      : system.map((block, at) => textIn(block, `system.${at}`)).join('\n\n')
  return text === '' ? [] : [{ role: 'system', content: text }]
}

/** Anthropic's turns as OpenAI's messages: results of tools become messages of their own. */
export function anthropicTurns(messages: readonly AnthropicMessage[]): readonly Fields[] {
  return messages.flatMap((message, at) => {
    const path = `messages.${at}.content`
    const { role, content } = message
    if (typeof content === 'string') return [{ role, content }]
    if (role === 'assistant') return assistantTurn(content, path)
    if (role === 'system') return anthropicSystem(content)
    return userTurn(content, path)
  })
}

function assistantTurn(blocks: readonly Block[], path: string): readonly Fields[] {
  const texts: string[] = []
  const calls: Fields[] = []
  const thoughts: Fields[] = []
  for (const [at, block] of blocks.entries()) {
    const where = `${path}.${at}`
    if (block.type === 'text') texts.push(textIn(block, where))
    else if (block.type === 'tool_use') calls.push(callOf(parsed(ToolUse, block, where)))
    else if (block.type === 'thinking' || block.type === 'redacted_thinking') {
      if (isSigned(block)) thoughts.push(block)
    } else throw unknownBlock(block, where)
  }
  if (texts.length === 0 && calls.length === 0) return []
  return [
    {
      role: 'assistant',
      content: texts.length > 0 ? texts.join('') : null,
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
      // Only the model that wrote it can read it; the worker leaves it out for all others.
      ...(thoughts.length > 0 ? { thinking_blocks: thoughts } : {}),
    },
  ]
}

function isSigned(block: Block): boolean {
  return Boolean(block.type === 'redacted_thinking' ? block['data'] : block['signature'])
}

function callOf({ id, name, input }: z.infer<typeof ToolUse>): Fields {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input) } }
}

/** Results come first, next to the calls that they answer; what they show comes after, as the user's. */
function userTurn(blocks: readonly Block[], path: string): readonly Fields[] {
  const results: Fields[] = []
  const shown: Fields[] = []
  const parts: Fields[] = []
  for (const [at, block] of blocks.entries()) {
    const where = `${path}.${at}`
    if (block.type !== 'tool_result') parts.push(partOf(block, where))
    else {
      const { message, pictures } = resultOf(parsed(ToolResult, block, where), where)
      results.push(message)
      shown.push(...pictures)
    }
  }
  const all = [...shown, ...parts]
  return all.length > 0 ? [...results, { role: 'user', content: plain(all) }] : results
}

/** OpenAI's results of tools are text; pictures in them follow as the user's own. */
function resultOf(result: z.infer<typeof ToolResult>, where: string) {
  const { content, tool_use_id: id, is_error: isError } = result
  const parts =
    typeof content === 'string'
      ? [{ type: 'text', text: content }]
      : (content ?? []).map((block, at) => partOf(block, `${where}.content.${at}`))
  const pictures = parts.filter(part => part['type'] !== 'text')
  const said = parts.map(part => ('text' in part ? part['text'] : '')).join('')
  const text = said === '' && pictures.length > 0 ? 'See the attachment that follows.' : said
  const message = {
    role: 'tool',
    tool_call_id: id,
    content: isError ? `The tool failed: ${text}` : text,
  }
  return { message, pictures }
}

function partOf(block: Block, where: string): Fields {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: textIn(block, where) }
    case 'image':
      return { type: 'image_url', image_url: { url: addressOf(block['source'], where) } }
    case 'document':
      return documentOf(block, where)
    default:
      throw unknownBlock(block, where)
  }
}

function documentOf(block: Block, where: string): Fields {
  const text = TextSource.safeParse(block['source'])
  if (text.success) return { type: 'text', text: text.data.data }
  const source = Base64Source.safeParse(block['source'])
  if (!source.success) {
    throw malformed(`${where}.source`, 'send the document as base64 or as text')
  }
  const filename = typeof block['title'] === 'string' ? block['title'] : 'document.pdf'
  const { media_type: mediaType, data } = source.data
  return { type: 'file', file: { filename, file_data: `data:${mediaType};base64,${data}` } }
}

function addressOf(source: unknown, where: string): string {
  const link = UrlSource.safeParse(source)
  if (link.success) return link.data.url
  const data = Base64Source.safeParse(source)
  if (data.success) return `data:${data.data.media_type};base64,${data.data.data}`
  throw malformed(`${where}.source`, 'type "base64" or "url" is expected')
}

/** A lone text goes as a plain string, which every server understands. */
function plain(parts: readonly Fields[]): unknown {
  const [only] = parts
  return parts.length === 1 && only && typeof only['text'] === 'string' ? only['text'] : parts
}

function textIn(block: Block, where: string): string {
  if (block.type !== 'text') throw unknownBlock(block, where)
  return parsed(Text, block, where).text
}

function unknownBlock(block: Block, where: string) {
  return malformed(`${where}.type`, `blocks of type "${block.type}" are not supported here`)
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw malformed([where, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is malformed')
}
