import type { ModelRequest } from '../provider.ts'
import { allowsParallelCalls, offeredTools, toolChoice } from '../tool-choice.ts'
import { sampleOf } from './sample-json.ts'

export interface DemoCall {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

interface Wish {
  readonly name: string
  readonly arguments: DemoCall['arguments'] | null
}

const wished =
  /(?:\b(?:use|call) (?:the )?tool|(?:调用|調用|使用|呼叫)工具)\s*["'`“「]?([A-Za-z0-9_.-]+)["'`”」]?(?:\s*(?:with|：|:|，|,))?\s*/giu

/** The calls to make, and the name of the first tool that was asked for in vain. */
export interface ToolPlan {
  readonly calls: readonly DemoCall[]
  readonly notOffered: string | null
}

/** What the message asks for in words, else what the request insists on. */
export function planTools(text: string, request: ModelRequest): ToolPlan {
  const choice = toolChoice(request)
  const offered = choice.kind === 'none' ? [] : offeredTools(request)
  const wishes = wishesIn(text)
  const known = wishes.filter(wish => offered.some(tool => tool.name === wish.name))
  const forced = choice.kind === 'named' ? choice.name : offered[0]?.name
  const isForced = choice.kind === 'named' || choice.kind === 'required'
  const fitting = choice.kind === 'named' ? known.filter(wish => wish.name === forced) : known
  const wanted =
    fitting.length === 0 && isForced && forced !== undefined
      ? [{ name: forced, arguments: null }]
      : fitting
  const calls = wanted.map(wish => {
    const parameters = offered.find(tool => tool.name === wish.name)?.parameters
    return { name: wish.name, arguments: wish.arguments ?? sampleArguments(parameters ?? null) }
  })
  const missed = wishes.find(wish => !known.includes(wish))
  return {
    calls: allowsParallelCalls(request) ? calls : calls.slice(0, 1),
    notOffered: calls.length === 0 ? (missed?.name ?? null) : null,
  }
}

function wishesIn(text: string): readonly Wish[] {
  return [...text.matchAll(wished)].map(match => ({
    name: match[1] ?? '',
    arguments: jsonAt(text, match.index + match[0].length),
  }))
}

/** The JSON object that begins right there; null when there is none. */
function jsonAt(text: string, start: number): DemoCall['arguments'] | null {
  if (text[start] !== '{') return null
  let depth = 0
  let isInText = false
  for (let at = start; at < text.length; at++) {
    const sign = text[at]
    if (isInText && sign === '\\') at++
    else if (sign === '"') isInText = !isInText
    else if (!isInText && sign === '{') depth++
    else if (!isInText && sign === '}' && --depth === 0) {
      try {
        return JSON.parse(text.slice(start, at + 1))
      } catch {
        return null
      }
    }
  }
  return null
}

function sampleArguments(parameters: DemoCall['arguments'] | null): DemoCall['arguments'] {
  const sample = parameters ? sampleOf(parameters) : {}
  return typeof sample === 'object' && sample !== null && !Array.isArray(sample)
    ? { ...sample }
    : {}
}
