import type { Usage } from './chat.ts'

interface Choice {
  readonly delta?: { readonly content?: unknown } | null
  readonly message?: { readonly content?: unknown } | null
  readonly finish_reason?: string | null
}

/** What is read of a chunk of a stream, or of a whole answer; anything may be missing. */
interface Piece {
  readonly model?: string | null
  readonly usage?: Usage | null
  readonly choices?: readonly Choice[] | null
}

/** What an answer in OpenAI's form has said so far, streamed or whole. */
export class ChatSaid {
  text = ''
  model = ''
  usage: Usage | null = null
  finishReason: string | null = null

  /** Adds a chunk or a whole answer; returns the text that is new. What makes no sense adds nothing. */
  add(json: unknown): string {
    if (typeof json !== 'object' || json === null) return ''
    const { model, usage, choices }: Piece = json
    this.model ||= model ?? ''
    this.usage = usage ?? this.usage
    const choice = Array.isArray(choices) ? (choices as readonly Choice[])[0] : undefined // sound: each field is read as if it might be missing
    this.finishReason = choice?.finish_reason ?? this.finishReason
    const content = (choice?.delta ?? choice?.message)?.content
    if (typeof content !== 'string') return ''
    this.text += content
    return content
  }
}
