import { closingQuote } from './json-string.ts'

/** Whether objects and lists lie in each other deeper than so many times. Right for valid JSON; of other text nothing is promised. */
export function isDeeperThan(text: string, limit: number): boolean {
  // Each level takes two characters, and most bodies have fewer brackets than levels allowed.
  if (text.length <= limit * 2 || hasAtMost(text, limit)) return false
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = closingQuote(text, index)
        if (index < 0) return false
        break
      case openBrace:
      case openBracket:
        if (++depth > limit) return true
        break
      case closeBrace:
      case closeBracket:
        depth--
    }
  }
  return false
}

const quote = 0x22
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

function hasAtMost(text: string, limit: number): boolean {
  let left = limit
  for (const opening of ['{', '[']) {
    for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
      if (--left < 0) return false
    }
  }
  return true
}
