import type { TokenCounts } from '#contract/model/token-counts'

/** What an answer says of itself. */
export interface AnswerFacts {
  readonly model: string | null
  readonly tokens: TokenCounts | null
}

/** The usage stands at the end: after the last choice, or in a stream's last event or comment. */
const keptBytes = 4096
const usageKey = '"usage":'
const modelKey = '"model":'

/**
 * Remembers where an answer begins and ends, to read from it what it took without parsing the
 * rest. A key that stands in the bytes as it is here is one: inside a text its quotes are escaped.
 */
export class AnswerTail {
  #first: Buffer | null = null
  readonly #last: Buffer[] = []
  #bytes = 0

  push(piece: Buffer): void {
    this.#first ??= piece
    this.#last.push(piece)
    this.#bytes += piece.length
    for (;;) {
      const oldest = this.#last[0]
      if (!oldest || this.#bytes - oldest.length < keptBytes) return
      this.#last.shift()
      this.#bytes -= oldest.length
    }
  }

  facts(): AnswerFacts {
    const [only] = this.#last
    const last = this.#last.length === 1 && only ? only : Buffer.concat(this.#last)
    const end = characters(last, Math.max(0, last.length - keptBytes))
    const isAll = this.#first === last && last.length <= keptBytes
    const start = isAll ? end : characters(this.#first ?? last, 0)
    return {
      model: textAfter(start, start.indexOf(modelKey)) ?? textAfter(end, end.lastIndexOf(modelKey)),
      tokens: tokensIn(end),
    }
  }
}

/** A character a byte: to look through a string is quicker than to look through bytes. */
function characters(bytes: Buffer, from: number): string {
  return bytes.toString('latin1', from, from + keptBytes)
}

function textAfter(text: string, at: number): string | null {
  if (at < 0) return null
  const from = text.indexOf('"', at + modelKey.length)
  const to = text.indexOf('"', from + 1)
  if (from < 0 || to < 0 || to - from > 256) return null
  return fromUtf8(text.slice(from + 1, to)) || null
}

/** UTF-8 that was read a character a byte. */
function fromUtf8(text: string): string {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 0x7f) return Buffer.from(text, 'latin1').toString('utf8')
  }
  return text
}

/** The last one that is an object: a stream's other chunks may say `null`. */
function tokensIn(text: string): TokenCounts | null {
  let at = text.lastIndexOf(usageKey)
  while (at >= 0) {
    const json = objectAt(text, at + usageKey.length)
    const usage = json === null ? null : parsed(json)
    if (usage) return tokenCounts(usage)
    at = at === 0 ? -1 : text.lastIndexOf(usageKey, at - 1)
  }
  return null
}

/** The text of the object that begins there, spaces aside. No string in a usage holds a brace. */
function objectAt(text: string, from: number): string | null {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === openBrace) depth++
    else if (character === closeBrace && --depth === 0) return text.slice(from, at + 1)
    else if (depth === 0 && character !== space) return null
  }
  return null
}

const openBrace = 0x7b
const closeBrace = 0x7d
const space = 0x20

interface WireUsage {
  readonly prompt_tokens?: unknown
  readonly completion_tokens?: unknown
  readonly input_tokens?: unknown
  readonly output_tokens?: unknown
  readonly prompt_tokens_details?: { readonly cached_tokens?: unknown } | null
  readonly completion_tokens_details?: { readonly reasoning_tokens?: unknown } | null
}

function parsed(json: string): WireUsage | null {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function tokenCounts(usage: WireUsage): TokenCounts {
  return {
    prompt: count(usage.prompt_tokens ?? usage.input_tokens),
    completion: count(usage.completion_tokens ?? usage.output_tokens),
    cached: count(usage.prompt_tokens_details?.cached_tokens),
    reasoning: count(usage.completion_tokens_details?.reasoning_tokens),
  }
}

/** What a worker says is not trusted: a count is a whole number from 0 up, or it is none. */
function count(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= 1e12 ? Math.round(value) : 0
}
