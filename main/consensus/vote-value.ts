import { FaultError } from '#contract/fault'
import type { VoteRule } from '#contract/http/consensus'
import { jsonInAnswer } from './answer-json.ts'
import { canonicalJson } from './canonical-json.ts'
import { atPath, jsonPath } from './json-path.ts'
import { normalised } from './normalised.ts'

/** What an answer votes for: votes with the same key are one; `shown` is what people see of it. */
export type VoteValue =
  | { readonly counts: true; readonly key: string; readonly shown: unknown }
  | { readonly counts: false; readonly reason: string }

export type VoteReader = (text: string) => VoteValue

/** The reader for a rule; FaultError when its path is none. A judge sees what is left after `normalised`. */
export function voteReader(rule: VoteRule): VoteReader {
  const read = readerOf(rule)
  return text => (text.trim() === '' ? { counts: false, reason: 'it is empty' } : read(text))
}

function readerOf(rule: VoteRule): VoteReader {
  if (rule === 'exact') return text => ({ counts: true, key: text, shown: shortened(text) })
  if (typeof rule === 'string' || 'judge' in rule) return readNormalised
  const path = jsonPath(rule.path)
  if (!path) {
    const detail =
      'consensus.vote.path: names with dots and places in brackets are expected, as in result.items[0].name'
    throw new FaultError({ code: 'request.malformed', detail, param: 'consensus.vote.path' })
  }
  return text => {
    const json = jsonInAnswer(text)
    if (!json.isJson) return { counts: false, reason: json.reason }
    const at = atPath(json.value, path)
    if (!at.found) return { counts: false, reason: `its JSON has nothing at ${rule.path}` }
    const key = canonicalJson(at.value)
    const isShort = key.length <= mostShown
    return { counts: true, key, shown: isShort ? at.value : shortened(key) }
  }
}

function readNormalised(text: string): VoteValue {
  const key = normalised(text)
  return { counts: true, key, shown: shortened(key) }
}

const mostShown = 1_000

/** Each vote is told beside the answer: the whole texts would be many times as long as that. */
function shortened(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text
}
