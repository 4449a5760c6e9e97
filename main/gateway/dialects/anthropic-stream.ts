import type { ChatChunk, Usage, WireError } from '#contract/wire/chat'
import { type PartHead, PartSequence } from './answer-parts.ts'
import {
  anthropicUsage,
  messageId,
  stopFields,
  stopWord,
  thinkingBlocks,
} from './anthropic-answer.ts'
import { namedEvent, type StreamVoice } from './chat-stream.ts'
import { anthropicErrorInStream } from './error-form.ts'

/** OpenAI's chunks as Anthropic's events: one message, one open block at a time, one end. */
export class AnthropicStream implements StreamVoice {
  readonly contentType = 'text/event-stream; charset=utf-8'
  readonly #requestId: string
  readonly #parts = new PartSequence({
    open: head => this.#open(head),
    piece: text => this.#piece(text),
    close: () => this.#close(),
  })
  #text = ''
  #hasBegun = false
  #index = -1
  #kind: PartHead['kind'] | null = null
  #finish: string | null = null
  #stopWord: string | null = null
  #usage: Usage | null = null

  constructor(requestId: string) {
    this.#requestId = requestId
  }

  chunk(chunk: ChatChunk): string {
    if (!this.#hasBegun) this.#begin(chunk)
    this.#parts.take(chunk)
    this.#sign(chunk)
    const [choice] = chunk.choices
    this.#finish = choice?.finish_reason ?? this.#finish
    this.#stopWord = stopWord(choice) ?? this.#stopWord
    this.#usage = chunk.usage ?? this.#usage
    return this.#said()
  }

  end(): string {
    if (!this.#hasBegun) return this.error(nothingSaid)
    this.#parts.end()
    const delta = stopFields(this.#finish, this.#parts.hasCalls, this.#stopWord)
    this.#say({ type: 'message_delta', delta, usage: anthropicUsage(this.#usage) })
    this.#say({ type: 'message_stop' })
    return this.#said()
  }

  error(error: WireError['error']): string {
    return namedEvent(anthropicErrorInStream(error, this.#requestId))
  }

  #begin({ id, model }: ChatChunk): void {
    this.#hasBegun = true
    const message = {
      id: messageId(id),
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      // The counts come with the end: nobody knows them before.
      usage: anthropicUsage(null),
    }
    this.#say({ type: 'message_start', message })
    this.#say({ type: 'ping' })
  }

  #open(head: PartHead): void {
    this.#index++
    this.#kind = head.kind
    this.#say({ type: 'content_block_start', index: this.#index, content_block: emptyBlock(head) })
  }

  #close(): void {
    this.#kind = null
    this.#say({ type: 'content_block_stop', index: this.#index })
  }

  /** Anthropic wants its own thoughts back with their signature, or not at all. */
  #sign(chunk: ChatChunk): void {
    for (const block of thinkingBlocks(chunk.choices[0]?.delta['thinking_blocks'])) {
      if (block.type === 'redacted_thinking') {
        this.#parts.end()
        this.#index++
        this.#say({ type: 'content_block_start', index: this.#index, content_block: block })
        this.#close()
      } else if (this.#kind === 'reasoning') {
        const delta = { type: 'signature_delta', signature: block['signature'] }
        this.#say({ type: 'content_block_delta', index: this.#index, delta })
      }
    }
  }

  #piece(text: string): void {
    if (!this.#kind) return
    this.#say({
      type: 'content_block_delta',
      index: this.#index,
      delta: deltaOf(this.#kind, text),
    })
  }

  #say(event: { readonly type: string; readonly [more: string]: unknown }): void {
    this.#text += namedEvent(event)
  }

  #said(): string {
    const text = this.#text
    this.#text = ''
    return text
  }
}

const nothingSaid: WireError['error'] = {
  message: 'The worker ended its answer before it began.',
  type: 'server_error',
  code: 'worker_bad_answer',
  param: null,
}

function emptyBlock(head: PartHead) {
  switch (head.kind) {
    case 'reasoning':
      return { type: 'thinking', thinking: '', signature: '' }
    case 'text':
    case 'refusal':
      return { type: 'text', text: '' }
    case 'call':
      return { type: 'tool_use', id: head.id, name: head.name, input: {} }
  }
}

function deltaOf(kind: PartHead['kind'], text: string) {
  switch (kind) {
    case 'reasoning':
      return { type: 'thinking_delta', thinking: text }
    case 'call':
      return { type: 'input_json_delta', partial_json: text }
    default:
      return { type: 'text_delta', text }
  }
}
