import { randomUUID } from 'node:crypto'
import type { ChatChunk, ChatCompletion, ToolCallDelta } from '#contract/wire/chat'
import { type Fields, isFields } from './fields.ts'

/** One stretch of an answer, in the order in which the model gave them. */
export type AnswerPart =
  | { readonly kind: 'reasoning' | 'text' | 'refusal'; readonly text: string }
  /** `text` holds the arguments, as JSON. */
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly text: string }

/** How a part begins; its text comes after. */
export type PartHead =
  | { readonly kind: 'reasoning' | 'text' | 'refusal' }
  | { readonly kind: 'call'; readonly id: string; readonly name: string }

/** Hears of a streamed answer one part after the other: never two open at a time. */
export interface PartListener {
  open(head: PartHead): void
  piece(text: string): void
  close(part: AnswerPart): void
}

/** The parts of the first choice of a whole answer. */
export function wholeParts(completion: ChatCompletion): readonly AnswerPart[] {
  const message: Fields = completion.choices[0]?.message ?? {}
  const calls = Array.isArray(message['tool_calls']) ? message['tool_calls'].filter(isFields) : []
  const texts = [
    ['reasoning', reasoningOf(message)],
    ['text', message['content']],
    ['refusal', message['refusal']],
  ] as const
  return [
    ...texts.flatMap(([kind, text]) => (typeof text === 'string' && text ? [{ kind, text }] : [])),
    ...calls.map(wholeCall),
  ]
}

function wholeCall(call: Fields): AnswerPart {
  const asked = isFields(call['function']) ? call['function'] : {}
  return {
    kind: 'call',
    id: textOr(call['id'], newCallId()),
    name: textOr(asked['name'], ''),
    text: textOr(asked['arguments'], '{}'),
  }
}

/**
 * Puts the deltas of OpenAI's chunks into a sequence of parts. OpenAI may weave parallel tool calls
 * into each other, which no other dialect can say: a call waits here until the one before is whole.
 */
export class PartSequence {
  readonly #listener: PartListener
  #open: { readonly head: PartHead; text: string; readonly call: CallDraft | null } | null = null
  readonly #calls: CallDraft[] = []
  #hasCalls = false

  constructor(listener: PartListener) {
    this.#listener = listener
  }

  /** Whether the model called a tool, whatever it says of why it ended. */
  get hasCalls(): boolean {
    return this.#hasCalls
  }

  take(chunk: ChatChunk): void {
    const delta = chunk.choices.find(choice => (choice.index ?? 0) === 0)?.delta
    if (!delta) return
    const reasoning = reasoningOf(delta)
    if (reasoning) this.#say('reasoning', reasoning)
    if (delta.content) this.#say('text', delta.content)
    if (delta.refusal) this.#say('refusal', delta.refusal)
    for (const call of delta.tool_calls ?? []) this.#take(call)
  }

  /** Closes what is open and tells what waited. */
  end(): void {
    this.#close()
    for (const draft of this.#calls.filter(each => each.state === 'waiting')) {
      this.#begin(draft)
      this.#close()
    }
  }

  #say(kind: 'reasoning' | 'text' | 'refusal', text: string): void {
    if (this.#open?.head.kind !== kind) {
      this.end()
      this.#open = { head: { kind }, text: '', call: null }
      this.#listener.open({ kind })
    }
    this.#piece(text)
  }

  #take(delta: ToolCallDelta): void {
    const draft = this.#draftOf(delta)
    const text = delta.function?.arguments ?? ''
    draft.name ||= delta.function?.name ?? ''
    draft.text += text
    if (draft.state === 'told') {
      if (text !== '' && this.#open?.call === draft) this.#piece(text)
    } else if (!this.#open?.call || isWholeJson(this.#open.text)) {
      // Whoever waits longer goes first.
      for (const each of this.#calls.filter(one => one.state === 'waiting')) this.#next(each)
    }
  }

  #next(draft: CallDraft): void {
    if (this.#open?.call && !isWholeJson(this.#open.text)) return
    this.#close()
    this.#begin(draft)
  }

  #begin(draft: CallDraft): void {
    draft.state = 'told'
    const head = { kind: 'call', id: draft.id, name: draft.name } as const
    this.#open = { head, text: '', call: draft }
    this.#listener.open(head)
    if (draft.text !== '') this.#piece(draft.text)
  }

  #piece(text: string): void {
    if (!this.#open) return
    this.#open.text += text
    this.#listener.piece(text)
  }

  #close(): void {
    const open = this.#open
    if (!open) return
    this.#open = null
    this.#listener.close({ ...open.head, text: open.text })
  }

  /** By index; but an id that is new there is a call of its own, as some servers say 0 for each. */
  #draftOf(delta: ToolCallDelta): CallDraft {
    this.#hasCalls = true
    const index = delta.index ?? null
    const at = this.#calls.findLast(
      draft => (index === null || draft.index === index) && (!delta.id || draft.id === delta.id),
    )
    // With no id to go by, a second name after whole arguments begins another call.
    const isAnother = !delta.id && delta.function?.name && at?.name && isWholeJson(at.text)
    if (at && !isAnother) return at
    const draft: CallDraft = {
      index: index ?? this.#calls.length,
      id: delta.id || newCallId(),
      name: '',
      text: '',
      state: 'waiting',
    }
    this.#calls.push(draft)
    return draft
  }
}

interface CallDraft {
  readonly index: number
  readonly id: string
  name: string
  text: string
  state: 'waiting' | 'told'
}

/** Under the name of DeepSeek and most others, or of OpenRouter and Ollama. */
function reasoningOf(fields: Fields): string {
  return textOr(fields['reasoning_content'], textOr(fields['reasoning'], ''))
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function newCallId(): string {
  return `call_${randomUUID().replaceAll('-', '')}`
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}
