import type { ResponsesItem } from '#contract/http/responses'
import { type Fields, isFields, malformed } from './fields.ts'

/** The items of a Responses input as messages. */
export function responsesMessages(input: string | readonly ResponsesItem[]): readonly Fields[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  const messages: Fields[] = []
  /** Pictures that tools showed; they follow when all results of one turn are told. */
  let shown: Fields[] = []
  const flush = () => {
    if (shown.length > 0) messages.push({ role: 'user', content: shown })
    shown = []
  }
  for (const [at, item] of input.entries()) {
    const where = `input.${at}`
    const type = item.type ?? 'message'
    if (type !== 'function_call_output') flush()
    switch (type) {
      case 'message':
        messages.push(messageOf(item, where))
        break
      case 'function_call':
        addCall(messages, item, where)
        break
      case 'function_call_output': {
        const { message, pictures } = resultOf(item, where)
        messages.push(message)
        shown.push(...pictures)
        break
      }
      // A model's notes to itself: those of one vendor mean nothing to another.
      case 'reasoning':
        break
      default:
        throw malformed(`${where}.type`, `items of type "${type}" are not supported here`)
    }
  }
  flush()
  return messages
}

const roles = new Set(['user', 'assistant', 'system', 'developer'])

function messageOf(item: ResponsesItem, where: string): Fields {
  const { role, content } = item
  if (typeof role !== 'string' || !roles.has(role)) {
    throw malformed(`${where}.role`, 'user, assistant, system or developer is expected')
  }
  if (typeof content === 'string') return { role, content }
  const parts = partsOf(content, `${where}.content`)
  const isText = parts.every(part => part['type'] === 'text')
  // Only a user may show pictures, and a plain text is understood by every server.
  if (isText) return { role, content: parts.map(part => part['text']).join('') }
  if (role !== 'user') throw malformed(`${where}.content`, `a message of "${role}" holds text only`)
  return { role, content: parts }
}

/** Calls of one turn stand together in the message before, when that is the model's. */
function addCall(messages: Fields[], item: ResponsesItem, where: string): void {
  const call = {
    id: required(item, 'call_id', where),
    type: 'function',
    function: {
      name: required(item, 'name', where),
      arguments: typeof item['arguments'] === 'string' ? item['arguments'] : '{}',
    },
  }
  const last = messages.at(-1)
  if (last?.['role'] !== 'assistant') {
    messages.push({ role: 'assistant', content: null, tool_calls: [call] })
    return
  }
  const before = Array.isArray(last['tool_calls']) ? last['tool_calls'] : []
  messages[messages.length - 1] = { ...last, tool_calls: [...before, call] }
}

function resultOf(item: ResponsesItem, where: string) {
  const { output } = item
  const parts =
    typeof output === 'string'
      ? [{ type: 'text', text: output }]
      : partsOf(output, `${where}.output`)
  const pictures = parts.filter(part => part['type'] !== 'text')
  const said = parts.map(part => ('text' in part ? part['text'] : '')).join('')
  const content = said === '' && pictures.length > 0 ? 'See the attachment that follows.' : said
  const message = { role: 'tool', tool_call_id: required(item, 'call_id', where), content }
  return { message, pictures }
}

function partsOf(content: unknown, where: string): readonly Fields[] {
  if (!Array.isArray(content)) throw malformed(where, 'a text or a list of parts is expected')
  return content.map((part, at) => partOf(isFields(part) ? part : {}, `${where}.${at}`))
}

function partOf(part: Fields, where: string): Fields {
  switch (part['type']) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return { type: 'text', text: required(part, 'text', where) }
    case 'refusal':
      return { type: 'text', text: required(part, 'refusal', where) }
    case 'input_image': {
      if (typeof part['image_url'] !== 'string') {
        throw malformed(where, 'files are not stored here: send the image as image_url')
      }
      const detail = typeof part['detail'] === 'string' ? { detail: part['detail'] } : {}
      return { type: 'image_url', image_url: { url: part['image_url'], ...detail } }
    }
    case 'input_file': {
      if (typeof part['file_data'] !== 'string') {
        throw malformed(where, 'files are not stored here: send the file as file_data')
      }
      const filename = part['filename'] ?? 'file.pdf'
      return { type: 'file', file: { filename, file_data: part['file_data'] } }
    }
    default:
      throw malformed(`${where}.type`, `parts of type "${part['type']}" are not supported here`)
  }
}

function required(fields: Fields, name: string, where: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value
  throw malformed(`${where}.${name}`, 'a text is expected')
}
