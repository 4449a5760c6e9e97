const han = '\\u3000-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff00-\\uffef'
const token = new RegExp(`\\s*(?:[${han}]|[^\\s${han}]{1,4})|\\s+$`, 'gu')

/** A token is one CJK character or up to four others, with the space before it. */
export function countTokens(text: string): number {
  let count = 0
  for (const _ of text.matchAll(token)) count++
  return count
}

/** The text cut to so many tokens. */
export function firstTokens(text: string, most: number): string {
  let count = 0
  for (const match of text.matchAll(token)) {
    if (count === most) return text.slice(0, match.index)
    count++
  }
  return text
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
const stretch = 500

/** Words with the space before and the mark behind them, so that joined they are the text again. */
export function* words(text: string): Generator<string> {
  // In stretches: cutting up a long text whole would hold up everybody else.
  for (let from = 0; from < text.length; ) {
    const to = stretchEnd(text, from)
    yield* wordsOf(text.slice(from, to))
    from = to
  }
}

function* wordsOf(text: string): Generator<string> {
  let word = ''
  let isOpen = true
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const startsWord = isWordLike || /^\s/.test(segment)
    if (startsWord && !isOpen) {
      yield word
      word = ''
      isOpen = true
    }
    word += segment
    if (isWordLike) isOpen = false
  }
  if (word) yield word
}

/** At a space where there is one, never inside a character. */
function stretchEnd(text: string, from: number): number {
  const to = from + stretch
  if (to >= text.length) return text.length
  const space = text.lastIndexOf(' ', to)
  if (space > from) return space
  const isInside = /[\udc00-\udfff]/.test(text.charAt(to))
  return isInside ? to + 1 : to
}
