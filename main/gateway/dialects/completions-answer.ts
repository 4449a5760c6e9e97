import type { ChatChunk, ChatCompletion, Usage, WireError } from '#contract/wire/chat'
import { streamEnd } from '#contract/wire/chat'
import type { StreamVoice } from './chat-stream.ts'

/** The answers to all prompts of one request, as one. */
export function toTextCompletion(completions: readonly ChatCompletion[]) {
  const [first] = completions
  const perPrompt = Math.max(...completions.map(({ choices }) => choices.length))
  const usages = completions.flatMap(({ usage }) => (usage ? [usage] : []))
  return {
    id: textId(first?.id ?? ''),
    object: 'text_completion',
    created: first?.created ?? 0,
    model: first?.model ?? '',
    choices: completions.flatMap(({ choices }, prompt) =>
      choices.map(({ index, message, finish_reason: finish }) =>
        textChoice(prompt * perPrompt + index, message.content ?? '', finish),
      ),
    ),
    ...(usages.length > 0 ? { usage: sum(usages) } : {}),
  }
}

/** OpenAI's chunks in its older form. */
export class TextCompletionStream implements StreamVoice {
  readonly contentType = 'text/event-stream; charset=utf-8'
  readonly #wantsUsage: boolean

  constructor(wantsUsage: boolean) {
    this.#wantsUsage = wantsUsage
  }

  chunk({ id, created, model, choices, usage }: ChatChunk): string {
    const told = choices.flatMap(({ index, delta, finish_reason: finish }) =>
      delta.content || finish ? [textChoice(index, delta.content ?? '', finish)] : [],
    )
    const isUsage = choices.length === 0 && usage && this.#wantsUsage
    if (told.length === 0 && !isUsage) return ''
    return event({
      id: textId(id),
      object: 'text_completion',
      created,
      model,
      choices: told,
      ...(this.#wantsUsage ? { usage: isUsage ? usage : null } : {}),
    })
  }

  end(): string {
    return streamEnd
  }

  error(error: WireError['error']): string {
    return event({ error })
  }
}

function textChoice(index: number, text: string, finish: string | null) {
  return { index, text, logprobs: null, finish_reason: finish }
}

function textId(id: string): string {
  return `cmpl-${id.replace(/^chatcmpl-/, '')}`
}

function sum(usages: readonly Usage[]): Usage {
  const total = (name: 'prompt_tokens' | 'completion_tokens' | 'total_tokens') =>
    usages.reduce((before, usage) => before + usage[name], 0)
  const [only] = usages
  if (usages.length === 1 && only) return only
  return {
    prompt_tokens: total('prompt_tokens'),
    completion_tokens: total('completion_tokens'),
    total_tokens: total('total_tokens'),
  }
}

function event(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`
}
