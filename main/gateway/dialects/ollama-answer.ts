import type { ChatChunk, ChatCompletion, Usage, WireError } from '#contract/wire/chat'
import { type AnswerPart, PartSequence, wholeParts } from './answer-parts.ts'
import type { StreamVoice } from './chat-stream.ts'
import { ollamaError } from './error-form.ts'
import { type Fields, parsedArguments } from './fields.ts'
import { tokenCounts } from './token-usage.ts'

/** `chat` says its text in a `message`, `generate` beside everything else. */
export type OllamaForm = 'chat' | 'generate'

/** Measures one request for the durations that Ollama tells. */
export class OllamaClock {
  readonly #startedAt = performance.now()
  #firstAt: number | null = null

  firstPiece(): void {
    this.#firstAt ??= performance.now()
  }

  durations() {
    const now = performance.now()
    const first = this.#firstAt ?? now
    return {
      total_duration: nanoseconds(now - this.#startedAt),
      load_duration: 0,
      prompt_eval_duration: nanoseconds(first - this.#startedAt),
      eval_duration: nanoseconds(now - first),
    }
  }
}

function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6)
}

/** A whole OpenAI answer as Ollama's one object. */
export function toOllama(
  completion: ChatCompletion,
  model: string,
  form: OllamaForm,
  clock: OllamaClock,
) {
  const parts = wholeParts(completion)
  const calls = parts.filter(part => part.kind === 'call').map(callOf)
  return {
    ...line(model, form, {
      text: textOf(parts, 'text') + textOf(parts, 'refusal'),
      thinking: textOf(parts, 'reasoning'),
      calls,
    }),
    ...ending(completion.choices[0]?.finish_reason ?? null, completion.usage ?? null, clock),
  }
}

/** What Ollama answers to nothing at all: that the model is there. */
export function loaded(model: string, form: OllamaForm, reason: 'load' | 'unload') {
  return { ...line(model, form, silence), done: true, done_reason: reason }
}

/** OpenAI's chunks as Ollama's lines of JSON. */
export class OllamaStream implements StreamVoice {
  readonly contentType = 'application/x-ndjson'
  readonly #model: string
  readonly #form: OllamaForm
  readonly #clock: OllamaClock
  readonly #parts = new PartSequence({
    open: head => {
      this.#kind = head.kind
    },
    piece: text => this.#piece(text),
    close: part => {
      if (part.kind === 'call') this.#say({ ...silence, calls: [callOf(part, this.#calls++)] })
    },
  })
  #kind: AnswerPart['kind'] = 'text'
  #calls = 0
  #text = ''
  #finish: string | null = null
  #usage: Usage | null = null

  constructor(model: string, form: OllamaForm, clock: OllamaClock) {
    this.#model = model
    this.#form = form
    this.#clock = clock
  }

  chunk(chunk: ChatChunk): string {
    this.#clock.firstPiece()
    this.#parts.take(chunk)
    this.#finish = chunk.choices[0]?.finish_reason ?? this.#finish
    this.#usage = chunk.usage ?? this.#usage
    return this.#said()
  }

  end(): string {
    this.#parts.end()
    const last = {
      ...line(this.#model, this.#form, silence),
      ...ending(this.#finish, this.#usage, this.#clock),
    }
    return `${this.#said()}${JSON.stringify(last)}\n`
  }

  error(error: WireError['error']): string {
    return `${JSON.stringify(ollamaError(error))}\n`
  }

  /** Ollama tells calls whole, so their pieces wait for the end of each. */
  #piece(text: string): void {
    if (this.#kind === 'reasoning') this.#say({ ...silence, thinking: text })
    else if (this.#kind !== 'call') this.#say({ ...silence, text })
  }

  #say(said: Said): void {
    const whole = { ...line(this.#model, this.#form, said), done: false }
    this.#text += `${JSON.stringify(whole)}\n`
  }

  #said(): string {
    const text = this.#text
    this.#text = ''
    return text
  }
}

interface Said {
  readonly text: string
  readonly thinking: string
  readonly calls: readonly Fields[]
}

const silence: Said = { text: '', thinking: '', calls: [] }

function line(model: string, form: OllamaForm, { text, thinking, calls }: Said) {
  const head = { model, created_at: new Date().toISOString() }
  const thought = thinking === '' ? {} : { thinking }
  if (form === 'generate') return { ...head, response: text, ...thought }
  const asked = calls.length > 0 ? { tool_calls: calls } : {}
  return { ...head, message: { role: 'assistant', content: text, ...thought, ...asked } }
}

function ending(finish: string | null, usage: Usage | null, clock: OllamaClock) {
  const { prompt, completion } = tokenCounts(usage)
  const reason = finish === null || finish === 'tool_calls' ? 'stop' : finish
  return {
    done: true,
    done_reason: reason,
    ...clock.durations(),
    prompt_eval_count: prompt,
    eval_count: completion,
  }
}

function callOf(part: AnswerPart, index: number): Fields {
  if (part.kind !== 'call') return {}
  const { id, name, text } = part
  return { id, function: { index, name, arguments: parsedArguments(text) } }
}

function textOf(parts: readonly AnswerPart[], kind: AnswerPart['kind']): string {
  return parts.flatMap(part => (part.kind === kind ? [part.text] : [])).join('')
}
