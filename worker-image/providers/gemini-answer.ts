import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ChatChunk, ChatDelta, FinishReason, ToolCallDelta, Usage } from '#contract/wire/chat'
import { WireFault } from '../wire-fault.ts'
import { ChunkMaker } from './chunk-maker.ts'

const count = z.number().optional()

const Part = z.looseObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  functionCall: z
    .object({
      id: z.string().optional(),
      name: z.string(),
      args: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
})
type Part = z.infer<typeof Part>

const Candidate = z.object({
  index: z.number().optional(),
  content: z.object({ parts: z.array(Part).optional() }).optional(),
  finishReason: z.string().optional(),
})

/** One event of Gemini's stream, as far as we look into it. */
const GeminiEvent = z.object({
  responseId: z.string().optional(),
  modelVersion: z.string().optional(),
  candidates: z.array(Candidate).optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z
    .object({
      promptTokenCount: count,
      toolUsePromptTokenCount: count,
      cachedContentTokenCount: count,
      candidatesTokenCount: count,
      thoughtsTokenCount: count,
    })
    .optional(),
  error: z.object({ code: z.number().optional(), message: z.string() }).optional(),
})
type GeminiEvent = z.infer<typeof GeminiEvent>

const blocked = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
])

/** Gemini's stream as OpenAI's chunks. */
export async function* geminiChunks(
  events: AsyncIterable<unknown>,
  model: string,
): AsyncGenerator<ChatChunk> {
  let answer: GeminiAnswer | null = null
  for await (const raw of events) {
    const event = GeminiEvent.parse(raw)
    if (event.error) throw reported(event.error)
    if (!answer) {
      const id = event.responseId ?? randomUUID()
      answer = new GeminiAnswer(new ChunkMaker(id, event.modelVersion ?? model))
    }
    yield* answer.take(event)
  }
  if (answer) yield* answer.end()
}

class GeminiAnswer {
  readonly #maker: ChunkMaker
  readonly #callsByChoice = new Map<number, number>()
  readonly #finished = new Set<number>()
  #usage: Usage | null = null

  constructor(maker: ChunkMaker) {
    this.#maker = maker
  }

  *take(event: GeminiEvent): Generator<ChatChunk> {
    if (event.usageMetadata) this.#usage = usageOf(event.usageMetadata)
    for (const candidate of event.candidates ?? []) {
      const index = candidate.index ?? 0
      for (const part of candidate.content?.parts ?? []) {
        const delta = this.#delta(part, index)
        if (delta) yield this.#maker.delta(delta, index)
      }
      if (candidate.finishReason) yield* this.#finish(candidate.finishReason, index)
    }
    // A refused prompt has no candidate at all.
    if (event.promptFeedback?.blockReason && !event.candidates?.length) {
      yield* this.#finish('SAFETY', 0)
    }
  }

  *end(): Generator<ChatChunk> {
    if (this.#usage) yield this.#maker.usage(this.#usage)
  }

  #delta(part: Part, index: number): ChatDelta | null {
    const isFirst = !this.#callsByChoice.has(index)
    if (isFirst) this.#callsByChoice.set(index, 0)
    const role = isFirst ? { role: 'assistant' as const } : {}
    if (part.functionCall)
      return { ...role, tool_calls: [this.#call(part, part.functionCall, index)] }
    if (part.text === undefined) return null
    return part.thought
      ? { ...role, reasoning_content: part.text }
      : { ...role, content: part.text }
  }

  #call(
    { thoughtSignature }: Part,
    { id, name, args }: NonNullable<Part['functionCall']>,
    index: number,
  ): ToolCallDelta {
    const position = this.#callsByChoice.get(index) ?? 0
    this.#callsByChoice.set(index, position + 1)
    return {
      index: position,
      id: id ?? `call_${randomUUID()}`,
      type: 'function',
      function: { name, arguments: JSON.stringify(args ?? {}) },
      // Where Google's own OpenAI endpoint puts it; Gemini wants it back with the next request.
      ...(thoughtSignature
        ? { extra_content: { google: { thought_signature: thoughtSignature } } }
        : {}),
    }
  }

  *#finish(reason: string, index: number): Generator<ChatChunk> {
    if (this.#finished.has(index)) return
    this.#finished.add(index)
    yield this.#maker.finish(this.#finishReason(reason, index), index)
  }

  #finishReason(reason: string, index: number): FinishReason {
    if (reason === 'MAX_TOKENS') return 'length'
    if (blocked.has(reason)) return 'content_filter'
    if (reason === 'MALFORMED_FUNCTION_CALL' || reason === 'UNEXPECTED_TOOL_CALL') {
      throw new WireFault({
        status: 502,
        message: 'Gemini tried to call a tool and failed at it. Try again.',
        code: 'provider_bad_answer',
      })
    }
    return (this.#callsByChoice.get(index) ?? 0) > 0 ? 'tool_calls' : 'stop'
  }
}

function usageOf(counts: NonNullable<GeminiEvent['usageMetadata']>): Usage {
  const thoughts = counts.thoughtsTokenCount ?? 0
  const prompt = (counts.promptTokenCount ?? 0) + (counts.toolUsePromptTokenCount ?? 0)
  const completion = (counts.candidatesTokenCount ?? 0) + thoughts
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: counts.cachedContentTokenCount ?? 0 },
    completion_tokens_details: { reasoning_tokens: thoughts },
  }
}

function reported({ code, message }: NonNullable<GeminiEvent['error']>): WireFault {
  const status = code && code >= 400 && code <= 599 ? code : 502
  return new WireFault({ status, message: message.slice(0, 600), code: 'provider_error' })
}
