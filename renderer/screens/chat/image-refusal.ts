import type { Fault } from '#contract/fault'
import type { ChatFileNote } from '#contract/model/chat-file'
import { type BrokenTurn, type Conversation, linesBefore } from '../../state/conversation.ts'

/** How providers refuse with what a model cannot look at: OpenAI, Anthropic, Gemini, Ollama, vLLM, OpenRouter, LM Studio, Groq, DeepSeek. */
const words = /\bimages?\b|image_url|multi-?modal|modalit|vision|content must be a string/i
/** The picture itself is at fault. */
const otherwise =
  /too (?:large|big|many)|exceeds|corrupt|could not (?:be )?(?:decode|process)|invalid base64/i
const statuses: ReadonlySet<number> = new Set([400, 404, 415, 422])

/** Whether it failed because the model takes no images, rather than for whatever else. */
export function isImageRefusal(fault: Fault, files: readonly ChatFileNote[]): boolean {
  return (
    fault.code === 'provider.refused' &&
    statuses.has(fault.status) &&
    files.some(({ type }) => type !== 'text/plain') &&
    words.test(fault.detail) &&
    !otherwise.test(fault.detail)
  )
}

/** What the model was given to look at: the files of this message, and of those that it was asked after. */
export function filesUpTo(
  conversation: Conversation,
  { wish, after }: Pick<BrokenTurn, 'wish' | 'after'>,
): readonly ChatFileNote[] {
  const before = linesBefore(conversation, wish).slice(0, after)
  return [...wish.files, ...before.flatMap(({ files = [] }) => files)]
}
