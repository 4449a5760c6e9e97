import type { Usage } from '#contract/wire/chat'
import { isFields } from './fields.ts'

/** What an answer cost, with the details that dialects tell apart. `prompt` includes what was cached. */
export interface TokenCounts {
  readonly prompt: number
  readonly cacheRead: number
  readonly cacheWritten: number
  readonly completion: number
  readonly reasoning: number
}

const nothing: TokenCounts = {
  prompt: 0,
  cacheRead: 0,
  cacheWritten: 0,
  completion: 0,
  reasoning: 0,
}

/** All zero where the provider said nothing. */
export function tokenCounts(usage: Usage | null | undefined): TokenCounts {
  if (!usage) return nothing
  const prompt = usage['prompt_tokens_details']
  const completion = usage['completion_tokens_details']
  return {
    prompt: count(usage.prompt_tokens),
    cacheRead: detail(prompt, 'cached_tokens'),
    cacheWritten: detail(prompt, 'cache_creation_tokens'),
    completion: count(usage.completion_tokens),
    reasoning: detail(completion, 'reasoning_tokens'),
  }
}

function detail(details: unknown, name: string): number {
  return isFields(details) ? count(details[name]) : 0
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.round(value) : 0
}
