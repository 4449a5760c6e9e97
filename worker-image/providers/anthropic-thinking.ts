import { mostTokens } from './answer-options.ts'
import type { ModelRequest } from './provider.ts'
import { refuseUse } from './refuse.ts'
import { toolChoice } from './tool-choice.ts'

interface Thinking {
  readonly thinking?: unknown
  /** How hard a model works that measures its thoughts itself. */
  readonly effort?: string
}

const cannotThink = /^claude-(2|instant|3-(opus|sonnet|haiku|5))/
/** Models that want to be told how many tokens they may think; the later ones measure it themselves. */
const thinksByBudget = /^claude-(3-7-|(opus|sonnet|haiku)-4(-[015])?(-\d{8}|-latest|@|$))/

/** As for Gemini, so that an effort means the same everywhere. */
const budgets: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 24_576,
}
const smallestBudget = 1024

/** OpenAI's `reasoning_effort` in Claude's words; what the client says in Claude's own words comes first. */
export function claudeThinking(request: ModelRequest): Thinking {
  const { model, thinking, reasoning_effort: wanted } = request
  if (thinking !== undefined && thinking !== null) return { thinking }
  if (wanted === undefined || wanted === null) return {}
  if (wanted === 'none') return cannotThink.test(model) ? {} : { thinking: { type: 'disabled' } }
  const effort = String(wanted)
  const budget = budgets[effort]
  if (budget === undefined || cannotThink.test(model)) refuseUse(request, 'reasoning_effort', [])
  // Claude refuses to think about a call that is forced on it.
  if (['required', 'named'].includes(toolChoice(request).kind)) return {}
  if (!thinksByBudget.test(model)) {
    return {
      thinking: { type: 'adaptive', display: 'summarized' },
      effort: effort === 'minimal' ? 'low' : effort,
    }
  }
  const most = Math.min(budget ?? 0, (mostTokens(request) ?? Number.POSITIVE_INFINITY) - 1)
  if (most < smallestBudget || hasUnsignedCall(request)) return {}
  return { thinking: { type: 'enabled', budget_tokens: most } }
}

/** In the middle of calling tools, Claude goes on thinking only with the thoughts that led there. */
function hasUnsignedCall({ messages }: ModelRequest): boolean {
  const turn = messages.slice(messages.findLastIndex(message => message.role === 'user') + 1)
  return turn.some(message => message['tool_calls'] && !message['thinking_blocks'])
}
