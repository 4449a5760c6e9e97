import type { ChatChunk, ChatDelta, FinishReason, Usage } from '#contract/wire/chat'

/** Makes the chunks of one answer from a vendor whose own form is another. */
export class ChunkMaker {
  readonly #head: Pick<ChatChunk, 'id' | 'object' | 'created' | 'model'>

  constructor(id: string, model: string) {
    const created = Math.floor(Date.now() / 1000)
    this.#head = { id: `chatcmpl-${id}`, object: 'chat.completion.chunk', created, model }
  }

  delta(delta: ChatDelta, index = 0): ChatChunk {
    return { ...this.#head, choices: [{ index, delta, finish_reason: null }] }
  }

  /** `more` stands beside the reason. */
  finish(reason: FinishReason, index = 0, more: Readonly<Record<string, unknown>> = {}): ChatChunk {
    return { ...this.#head, choices: [{ index, delta: {}, finish_reason: reason, ...more }] }
  }

  usage(usage: Usage): ChatChunk {
    return { ...this.#head, choices: [], usage }
  }
}
