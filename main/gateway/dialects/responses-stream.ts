import type { ResponsesRequest } from '#contract/http/responses'
import type { ChatChunk, Usage, WireError } from '#contract/wire/chat'
import { type AnswerPart, type PartHead, PartSequence } from './answer-parts.ts'
import { namedEvent, type StreamVoice } from './chat-stream.ts'
import type { Fields } from './fields.ts'
import {
  contentOf,
  identityOf,
  itemId,
  itemOf,
  type ResponseIdentity,
  type ResponseState,
  responseObject,
  whyIncomplete,
} from './responses-answer.ts'

/** How each kind of part is told: `part` events around it where it has a content, `text` events for its pieces. */
const eventNames = {
  reasoning: {
    part: 'reasoning_summary_part',
    text: 'reasoning_summary_text',
    index: 'summary_index',
  },
  text: { part: 'content_part', text: 'output_text', index: 'content_index' },
  refusal: { part: 'content_part', text: 'refusal', index: 'content_index' },
  call: { part: null, text: 'function_call_arguments', index: null },
} as const

/** OpenAI's chunks as the typed events of the Responses API. */
export class ResponsesStream implements StreamVoice {
  readonly contentType = 'text/event-stream; charset=utf-8'
  readonly #request: ResponsesRequest
  readonly #parts = new PartSequence({
    open: head => this.#open(head),
    piece: text => this.#piece(text),
    close: part => this.#close(part),
  })
  readonly #output: Fields[] = []
  #identity: ResponseIdentity | null = null
  #item: { readonly id: string; readonly kind: PartHead['kind'] } | null = null
  #sequence = 0
  #text = ''
  #finish: string | null = null
  #usage: Usage | null = null

  constructor(request: ResponsesRequest) {
    this.#request = request
  }

  chunk(chunk: ChatChunk): string {
    if (!this.#identity) this.#begin(chunk)
    this.#parts.take(chunk)
    this.#finish = chunk.choices[0]?.finish_reason ?? this.#finish
    this.#usage = chunk.usage ?? this.#usage
    return this.#said()
  }

  end(): string {
    if (!this.#identity) return this.error(nothingSaid)
    this.#parts.end()
    const type = whyIncomplete(this.#finish) ? 'response.incomplete' : 'response.completed'
    this.#sayWhole(type, {
      status: 'ended',
      finish: this.#finish,
      output: this.#output,
      usage: this.#usage,
    })
    return this.#said()
  }

  /** As OpenAI does it: the error, at which its SDK throws, and the response that failed. */
  error(error: WireError['error']): string {
    const { code, message, param } = error
    this.#say('error', { code, message, param })
    if (this.#identity) {
      this.#sayWhole('response.failed', { status: 'failed', error, output: this.#output })
    }
    return this.#said()
  }

  #begin(chunk: ChatChunk): void {
    this.#identity = identityOf(chunk)
    this.#sayWhole('response.created', { status: 'in_progress' })
    this.#sayWhole('response.in_progress', { status: 'in_progress' })
  }

  #open(head: PartHead): void {
    const id = itemId(head.kind)
    this.#item = { id, kind: head.kind }
    this.#say('response.output_item.added', {
      output_index: this.#output.length,
      item: begunItem(head, id),
    })
    const { part } = eventNames[head.kind]
    if (part) {
      this.#say(`response.${part}.added`, {
        ...this.#where(),
        part: contentOf({ kind: head.kind, text: '' }),
      })
    }
  }

  #piece(text: string): void {
    if (!this.#item) return
    const { text: name } = eventNames[this.#item.kind]
    this.#say(`response.${name}.delta`, { ...this.#where(), delta: text, ...this.#logprobs() })
  }

  #close(part: AnswerPart): void {
    if (!this.#item) return
    const { part: around, text: name } = eventNames[part.kind]
    this.#say(`response.${name}.done`, {
      ...this.#where(),
      ...wholeText(part),
      ...this.#logprobs(),
    })
    if (around) {
      this.#say(`response.${around}.done`, { ...this.#where(), part: contentOf(part) })
    }
    const item = itemOf(part, this.#item.id)
    this.#say('response.output_item.done', { output_index: this.#output.length, item })
    this.#output.push(item)
    this.#item = null
  }

  #where(): Fields {
    const index = this.#item ? eventNames[this.#item.kind].index : null
    return {
      item_id: this.#item?.id,
      output_index: this.#output.length,
      ...(index ? { [index]: 0 } : {}),
    }
  }

  #logprobs(): Fields {
    return this.#item?.kind === 'text' ? { logprobs: [] } : {}
  }

  #sayWhole(type: string, state: ResponseState): void {
    if (!this.#identity) return
    this.#say(type, { response: responseObject(this.#identity, this.#request, state) })
  }

  #say(type: string, fields: Fields): void {
    this.#text += namedEvent({ type, sequence_number: this.#sequence++, ...fields })
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

function begunItem(head: PartHead, id: string): Fields {
  switch (head.kind) {
    case 'reasoning':
      return { id, type: 'reasoning', summary: [], status: 'in_progress' }
    case 'text':
    case 'refusal':
      return { id, type: 'message', role: 'assistant', status: 'in_progress', content: [] }
    case 'call': {
      const { id: callId, name } = head
      const status = 'in_progress'
      return { id, type: 'function_call', status, call_id: callId, name, arguments: '' }
    }
  }
}

function wholeText(part: AnswerPart): Fields {
  switch (part.kind) {
    case 'call':
      return { name: part.name, arguments: part.text || '{}' }
    case 'refusal':
      return { refusal: part.text }
    default:
      return { text: part.text }
  }
}
