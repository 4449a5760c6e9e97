import type { AnthropicCountRequest } from '#contract/http/anthropic-messages'
import { isFields } from './fields.ts'

/** What a picture or a page of a document costs, about, whatever its size. */
const tokensInPicture = 1_500
const tokensAroundMessage = 4

/**
 * How many tokens a prompt may have. No model counts it: Chinese, Japanese and Korean take about a
 * token a character, four characters of other scripts share one.
 */
export function estimatedPromptTokens(request: AnthropicCountRequest): number {
  const turns = request.messages.map(({ content }) => tokensIn(content) + tokensAroundMessage)
  const tools = (request.tools ?? []).map(tool => tokensOf(JSON.stringify(tool)))
  return [tokensIn(request.system), ...turns, ...tools].reduce((sum, each) => sum + each, 0)
}

function tokensIn(content: unknown): number {
  if (typeof content === 'string') return tokensOf(content)
  if (Array.isArray(content)) return content.reduce((sum: number, each) => sum + tokensIn(each), 0)
  if (!isFields(content)) return 0
  switch (content['type']) {
    case 'image':
    case 'document':
      return tokensInPicture
    case 'tool_result':
      return tokensIn(content['content'])
    case 'tool_use':
      return tokensOf(`${content['name']}${JSON.stringify(content['input'] ?? {})}`)
    default:
      return tokensIn(content['text'] ?? content['thinking'])
  }
}

const ideograph = /[\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/g

function tokensOf(text: string): number {
  const ideographs = text.match(ideograph)?.length ?? 0
  return ideographs + Math.ceil((text.length - ideographs) / 4)
}
