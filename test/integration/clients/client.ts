/** What the table in docs/compatibility.md is about. */
export const features = [
  'text',
  'stream',
  'instructions',
  'parallel tool calls',
  'tool calls, streamed',
  'tool results',
  'image',
  'image by address',
  'JSON schema',
  'end by length',
  'usage',
  'usage, streamed',
  'abort',
  'refusal of the provider',
  'cut in the stream',
] as const
export type Feature = (typeof features)[number]

export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly arguments: unknown
}

/** What a test asks, in the words of no dialect. */
export interface Asked {
  readonly model: string
  readonly prompt: string
  readonly isStream: boolean
  readonly system?: string
  /** A PNG. */
  readonly image?: { readonly base64: string } | { readonly url: string }
  readonly schema?: Readonly<Record<string, unknown>>
  readonly offersTool?: boolean
  readonly results?: readonly { readonly call: ToolCall; readonly text: string }[]
  readonly maxTokens?: number
  readonly signal?: AbortSignal
  readonly onText?: (text: string) => void
}

export interface Told {
  readonly text: string
  readonly calls: readonly ToolCall[]
  readonly finish: 'stop' | 'length' | 'calls' | string
  readonly usage: { readonly input: number; readonly output: number } | null
}

/** A real client library, as a local app uses it. */
export interface Client {
  readonly name: string
  /** What the library or its dialect has no words for. */
  readonly lacks: readonly Feature[]
  ask(rootUrl: string, asked: Asked): Promise<Told>
  /** The HTTP status that an error of the library tells. */
  statusOf(error: unknown): unknown
}

export const tool = {
  name: 'weather',
  description: 'The weather in a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
} as const

export function parsed(text: string): unknown {
  return JSON.parse(text)
}

export function imageUrl(image: NonNullable<Asked['image']>): string {
  return 'url' in image ? image.url : `data:image/png;base64,${image.base64}`
}

/** Reads one field of whatever was thrown. */
export function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
}
