import { randomUUID } from 'node:crypto'
import type { ChatChunk, Usage } from '#contract/wire/chat'
import { usageComment } from '#contract/wire/usage-note'

/**
 * Brings one answer's chunks into the form that OpenAI promises, whatever the provider did: one id
 * and time throughout, and usage in one last chunk of its own, where the client asked for it.
 */
export class ChunkForm {
  readonly #wantsUsage: boolean
  #identity: { readonly id: string; readonly created: number } | null = null
  #last: ChatChunk | null = null
  #usage: Usage | null = null

  constructor(wantsUsage: boolean) {
    this.#wantsUsage = wantsUsage
  }

  get usage(): Usage | null {
    return this.#usage
  }

  /** Null when there is nothing to pass on yet. */
  next(chunk: ChatChunk): ChatChunk | null {
    this.#identity ??= {
      id: chunk.id || `chatcmpl-${randomUUID()}`,
      created: chunk.created || Math.floor(Date.now() / 1000),
    }
    this.#last = chunk
    const { usage, ...rest } = chunk
    if (usage) {
      this.#usage = usage
      if (chunk.choices.length === 0) return null
    }
    return this.#wantsUsage
      ? { ...rest, ...this.#identity, usage: null }
      : { ...rest, ...this.#identity }
  }

  /** The chunk that tells the usage; null when nobody asked or the provider did not say. */
  final(): ChatChunk | null {
    if (!this.#wantsUsage || !this.#usage || !this.#last || !this.#identity) return null
    return { ...this.#last, ...this.#identity, choices: [], usage: this.#usage }
  }

  /** The same for who reads comments; nothing where the last chunk tells it already. */
  comment(): string {
    return this.#wantsUsage || !this.#usage || !this.#last
      ? ''
      : usageComment(this.#last.model, this.#usage)
  }
}
