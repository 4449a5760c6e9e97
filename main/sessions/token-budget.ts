import type { ChatFile } from '#contract/model/chat-file'
import type { ChatMessage } from '#contract/wire/chat'
import { contentWith, estimatedFileTokens } from './message-content.ts'

/** One question and its answer. */
export interface PastTurn {
  readonly user: string
  readonly assistant: string
  readonly files?: readonly ChatFile[] | undefined
}

export interface Prompt {
  readonly system: string | null
  /** Followed only as far as it fits. */
  readonly newestFirst: Iterable<PastTurn>
  readonly message: string
  readonly files?: readonly ChatFile[] | undefined
}

/** What a message costs beside its text. */
const tokensAroundMessage = 4

/** Chinese, Japanese and Korean take about a token a character; four characters of other scripts share one. */
export function estimatedTokens(text: string): number {
  let cjk = 0
  let others = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (isCjk(unit)) cjk += 1
    else if (!isSecondOfPair(unit)) others += 1
  }
  return cjk + Math.ceil(others / 4) + tokensAroundMessage
}

/**
 * The messages to send: the system prompt and the new message always, and of what was said before
 * as many whole turns as the budget holds, the newest first.
 */
export function withinBudget(prompt: Prompt, tokenBudget: number): readonly ChatMessage[] {
  const before: ChatMessage[] = []
  let left = tokenBudget - estimatedTokens(prompt.message) - fileTokens(prompt.files)
  if (prompt.system !== null) left -= estimatedTokens(prompt.system)

  for (const { user, assistant, files } of prompt.newestFirst) {
    left -= estimatedTokens(user) + estimatedTokens(assistant) + fileTokens(files)
    if (left < 0) break
    before.push(
      { role: 'assistant', content: assistant },
      { role: 'user', content: contentWith(user, files) },
    )
  }

  return [
    ...(prompt.system === null ? [] : [{ role: 'system', content: prompt.system }]),
    ...before.reverse(),
    { role: 'user', content: contentWith(prompt.message, prompt.files) },
  ]
}

function fileTokens(files: readonly ChatFile[] = []): number {
  return files.reduce((sum, file) => sum + estimatedFileTokens(file), 0)
}

/** By the 16-bit unit, for a message may be long: a pair outside the first plane counts by its first half. */
function isCjk(unit: number): boolean {
  return (
    (unit >= 0x2e80 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7ff) ||
    (unit >= 0x1100 && unit <= 0x11ff) ||
    (unit >= 0xd840 && unit <= 0xd8bf) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xff00 && unit <= 0xffef)
  )
}

function isSecondOfPair(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
