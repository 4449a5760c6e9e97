import { z } from 'zod'
import type { ChatMessage } from '#contract/wire/chat'
import { WireFault } from '../wire-fault.ts'

/** One piece of a message's content, as far as the vendors understand it. */
export type ContentPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'data'; readonly mediaType: string; readonly base64: string }
  | { readonly kind: 'link'; readonly url: string }

export interface AskedCall {
  readonly id: string
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
  /** What the vendor attached to its call and wants to see again. */
  readonly extra: unknown
}

const TextPart = z.object({ type: z.literal('text'), text: z.string() })
const RefusalPart = z.object({ type: z.literal('refusal'), refusal: z.string() })
const ImagePart = z.object({
  type: z.literal('image_url'),
  image_url: z.object({ url: z.string() }),
})
const FilePart = z.object({ type: z.literal('file'), file: z.object({ file_data: z.string() }) })
const AudioPart = z.object({
  type: z.literal('input_audio'),
  input_audio: z.object({ data: z.string(), format: z.string() }),
})
const Part = z.discriminatedUnion('type', [TextPart, RefusalPart, ImagePart, FilePart, AudioPart])

const Calls = z.array(
  z.looseObject({
    id: z.string(),
    function: z.object({ name: z.string(), arguments: z.string() }),
  }),
)

/** Throws a 400 that names the part when the content is of a kind that is not known. */
export function contentParts(message: ChatMessage): readonly ContentPart[] {
  const { content } = message
  if (content === null || content === undefined) return []
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }]
  return content.map(raw => {
    const parsed = Part.safeParse(raw)
    if (!parsed.success) throw unusable(`a content part of type "${raw.type}"`)
    return known(parsed.data)
  })
}

/** For a place where the vendor takes text only; throws a 400 when there is more. */
export function plainText(message: ChatMessage): string {
  const other = contentParts(message).find(part => part.kind !== 'text')
  if (other) throw unusable(`anything but text in a message of role "${message.role}"`)
  return textOf(message)
}

export function textOf(message: ChatMessage): string {
  const { content } = message
  if (!Array.isArray(content)) return content ?? ''
  return content.map(part => (typeof part['text'] === 'string' ? part['text'] : '')).join('')
}

export function askedCalls(message: ChatMessage): readonly AskedCall[] {
  const parsed = Calls.safeParse(message['tool_calls'] ?? [])
  if (!parsed.success) throw unusable('these tool_calls')
  return parsed.data.map(call => ({
    id: call.id,
    name: call.function.name,
    arguments: parseArguments(call.function.arguments),
    extra: call['extra_content'],
  }))
}

export function isSystem(message: ChatMessage): boolean {
  return message.role === 'system' || message.role === 'developer'
}

export function unusable(what: string): WireFault {
  return new WireFault({
    status: 400,
    message: `This provider cannot take ${what}.`,
    code: 'unsupported_value',
    param: 'messages',
  })
}

function known(part: z.infer<typeof Part>): ContentPart {
  switch (part.type) {
    case 'text':
      return { kind: 'text', text: part.text }
    case 'refusal':
      return { kind: 'text', text: part.refusal }
    case 'image_url':
      return linked(part.image_url.url)
    case 'file':
      return linked(part.file.file_data)
    case 'input_audio': {
      const { data, format } = part.input_audio
      return { kind: 'data', mediaType: `audio/${format}`, base64: data }
    }
  }
}

function linked(url: string): ContentPart {
  const data = /^data:([^;,]+)(?:;[^,]*)?;base64,/.exec(url)
  if (data?.[1]) {
    // A name that browsers and people use, and vendors do not know.
    const mediaType = data[1].toLowerCase().replace(/^image\/jpg$/, 'image/jpeg')
    return { kind: 'data', mediaType, base64: url.slice(data[0].length) }
  }
  if (/^https?:\/\//i.test(url)) return { kind: 'link', url }
  throw unusable('an image or a file that is neither a web address nor a data: URL in base64')
}

function parseArguments(text: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text || '{}'))
  } catch {
    throw unusable('tool_calls whose arguments are not a JSON object')
  }
}
