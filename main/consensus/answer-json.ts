import { isDeeperThan } from '../base/json-depth.ts'

export type AnswerJson =
  | { readonly isJson: true; readonly value: unknown }
  | { readonly isJson: false; readonly reason: string }

const deepestAnswer = 50
const mostCharacters = 200_000
const fence = '```'

/** The JSON that an answer is, or that stands in its only or first fence of code. */
export function jsonInAnswer(text: string): AnswerJson {
  const trimmed = text.trim()
  const candidates = [trimmed, fencedPart(trimmed)].filter(each => each !== null)
  for (const candidate of candidates) {
    if (candidate.length > mostCharacters) {
      return { isJson: false, reason: `its JSON is longer than ${mostCharacters} characters` }
    }
    if (isDeeperThan(candidate, deepestAnswer)) {
      return { isJson: false, reason: `its JSON is nested deeper than ${deepestAnswer} levels` }
    }
    try {
      return { isJson: true, value: JSON.parse(candidate) }
    } catch {}
  }
  return { isJson: false, reason: 'it is no JSON' }
}

/** By positions, not by a pattern: the answer is as long as a worker likes. */
function fencedPart(text: string): string | null {
  const open = text.indexOf(fence)
  if (open < 0) return null
  const line = text.indexOf('\n', open)
  const close = line < 0 ? -1 : text.indexOf(fence, line)
  return close < 0 ? null : text.slice(line + 1, close).trim()
}
