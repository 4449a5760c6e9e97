import type Anthropic from '@anthropic-ai/sdk'
import type { ChatChunk, ChatDelta, FinishReason, Usage } from '#contract/wire/chat'
import { ChunkMaker } from './chunk-maker.ts'

type Event = Anthropic.RawMessageStreamEvent

/** Anthropic's stream as OpenAI's chunks. */
export async function* anthropicChunks(events: AsyncIterable<Event>): AsyncGenerator<ChatChunk> {
  let answer: AnthropicAnswer | null = null
  for await (const event of events) {
    if (event.type === 'message_start') {
      // Some gateways repeat it; the answer begins once.
      if (answer) continue
      answer = new AnthropicAnswer(event.message)
      yield answer.begin()
    } else if (answer) yield* answer.take(event)
  }
  if (answer) yield answer.end()
}

const noThought: Thought = { text: '', signature: '' }

interface Thought {
  readonly text: string
  readonly signature: string
}

class AnthropicAnswer {
  readonly #maker: ChunkMaker
  #usage: Anthropic.MessageDeltaUsage
  /** OpenAI counts tool calls, Anthropic counts blocks of every kind. */
  #calls = 0
  #hasArguments = true
  #thought: Thought = noThought

  constructor(message: Anthropic.Message) {
    this.#maker = new ChunkMaker(message.id, message.model)
    this.#usage = message.usage
  }

  begin(): ChatChunk {
    return this.#maker.delta({ role: 'assistant', content: '' })
  }

  *take(event: Exclude<Event, { readonly type: 'message_start' }>): Generator<ChatChunk> {
    switch (event.type) {
      case 'content_block_start':
        yield* this.#start(event.content_block)
        return
      case 'content_block_delta':
        yield* this.#delta(event.delta)
        return
      case 'content_block_stop':
        yield* this.#stop()
        return
      case 'message_delta':
        this.#usage = withKnown(this.#usage, event.usage)
        if (event.delta.stop_reason) {
          // Where vLLM, too, says which of the client's own words ended the answer.
          const { stop_reason: reason, stop_sequence: stop } = event.delta
          yield this.#maker.finish(finishReason(reason), 0, stop ? { stop_reason: stop } : {})
        }
    }
  }

  end(): ChatChunk {
    return this.#maker.usage(usageOf(this.#usage))
  }

  *#start(block: Anthropic.RawContentBlockStartEvent['content_block']): Generator<ChatChunk> {
    if (block.type === 'text' && block.text) yield this.#maker.delta({ content: block.text })
    if (block.type === 'redacted_thinking') {
      yield this.#maker.delta({ thinking_blocks: [{ type: block.type, data: block.data }] })
    }
    if (block.type !== 'tool_use') return
    this.#calls++
    this.#hasArguments = false
    yield this.#call({ name: block.name, arguments: '' }, { id: block.id, type: 'function' })
  }

  *#delta(delta: Anthropic.RawContentBlockDelta): Generator<ChatChunk> {
    if (delta.type === 'text_delta') yield this.#maker.delta({ content: delta.text })
    if (delta.type === 'thinking_delta') {
      this.#think(delta.thinking, '')
      yield this.#maker.delta({ reasoning_content: delta.thinking })
    }
    if (delta.type === 'signature_delta') this.#think('', delta.signature)
    if (delta.type === 'input_json_delta' && delta.partial_json !== '') {
      this.#hasArguments = true
      yield this.#call({ arguments: delta.partial_json })
    }
  }

  #think(text: string, signature: string): void {
    const before = this.#thought
    this.#thought = { text: before.text + text, signature: before.signature + signature }
  }

  /**
   * A thought is told again when it is signed, under the name that other gateways use: a client that
   * sends it back lets Claude go on thinking where it called a tool. And a call without arguments has
   * no delta, but OpenAI's clients parse what they are given.
   */
  *#stop(): Generator<ChatChunk> {
    const { text, signature } = this.#thought
    this.#thought = noThought
    if (signature !== '') {
      yield this.#maker.delta({
        thinking_blocks: [{ type: 'thinking', thinking: text, signature }],
      })
    }
    if (this.#hasArguments) return
    this.#hasArguments = true
    yield this.#call({ arguments: '{}' })
  }

  #call(
    call: { readonly name?: string; readonly arguments: string },
    first: { readonly id?: string; readonly type?: 'function' } = {},
  ): ChatChunk {
    const delta: ChatDelta = {
      tool_calls: [{ index: this.#calls - 1, ...first, function: call }],
    }
    return this.#maker.delta(delta)
  }
}

function finishReason(reason: Anthropic.StopReason): FinishReason {
  switch (reason) {
    case 'tool_use':
      return 'tool_calls'
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length'
    case 'refusal':
      return 'content_filter'
    default:
      return 'stop'
  }
}

/** Counts are totals so far; what a later event leaves out stands as it was. */
function withKnown(
  before: Anthropic.MessageDeltaUsage,
  next: Anthropic.MessageDeltaUsage,
): Anthropic.MessageDeltaUsage {
  const known = Object.entries(next ?? {}).filter(([, value]) => value !== null)
  return { ...before, ...Object.fromEntries(known) }
}

/** OpenAI's prompt tokens include the cached ones, Anthropic's do not. */
function usageOf(usage: Anthropic.MessageDeltaUsage): Usage {
  const read = usage.cache_read_input_tokens ?? 0
  const written = usage.cache_creation_input_tokens ?? 0
  const prompt = (usage.input_tokens ?? 0) + read + written
  const completion = usage.output_tokens
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: read, cache_creation_tokens: written },
    completion_tokens_details: {
      reasoning_tokens: usage.output_tokens_details?.thinking_tokens ?? 0,
    },
  }
}
