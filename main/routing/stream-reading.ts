import { closingQuote } from '../base/json-string.ts'

/** What an event of a stream is worth. */
type EventKind = 'content' | 'frame' | 'end' | 'error' | 'broken'

const nothing = Buffer.alloc(0)

/**
 * Reads a stream of OpenAI's chunks as it goes by: lets whole events through and holds back what
 * is not one yet, leaves out what makes no sense, and keeps the text, in case another worker has
 * to go on with it. It looks for marks and parses nothing: a key that stands in the bytes as it is
 * here is one, as inside a text its quotes are escaped.
 */
export class StreamReading {
  #rest: Buffer = nothing
  /** The JSON strings of the content so far, still escaped, as latin1. */
  #content: string[] = []
  /** Those before, in bytes of their own: a part of a string holds on to the whole piece that it came in. */
  readonly #packed: Buffer[] = []
  /** The first chunk, or its beginning. */
  #opening = ''
  #hasBegun = false
  #hasToolCalls = false
  #isFinished = false
  #isEnded = false
  #error: string | null = null

  /** Whether anything came that a reader would notice. */
  get hasBegun(): boolean {
    return this.#hasBegun
  }

  get hasToolCalls(): boolean {
    return this.#hasToolCalls
  }

  /** Whether the model said why it stopped: then nothing is missing but the mark of the end. */
  get isFinished(): boolean {
    return this.#isFinished
  }

  /** Whether the worker itself ended the stream, with its mark or with an error. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  /** The data of an event that is an error; it is not let through. */
  get error(): string | null {
    return this.#error
  }

  /** Of the first chunk; null when it has none. */
  id(): string | null {
    return /"id": ?"([\w.:-]{1,200})"/.exec(this.#opening)?.[1] ?? null
  }

  /** The content so far. */
  text(): string {
    this.#pack()
    return JSON.parse(`"${Buffer.concat(this.#packed).toString('utf8')}"`)
  }

  /** The whole events that are in it, together with what was held back before; empty where there is none. */
  push(piece: Buffer): Buffer {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    const text = bytes.toString('latin1')
    const marks = new Marks(text)
    let kept: Buffer[] | null = null
    let keptFrom = 0
    let start = 0
    for (let end = eventEnd(text, 0, marks); end > 0; end = eventEnd(text, start, marks)) {
      const kind = this.#event(text, start, end, marks)
      if (kind === 'broken' || kind === 'error') {
        kept ??= []
        if (start > keptFrom) kept.push(bytes.subarray(keptFrom, start))
        keptFrom = end
      }
      start = end
    }
    this.#rest = start === bytes.length ? nothing : bytes.subarray(start)
    if (kept === null) return start === bytes.length ? bytes : bytes.subarray(0, start)
    kept.push(bytes.subarray(keptFrom, start))
    return Buffer.concat(kept)
  }

  #event(text: string, start: number, end: number, marks: Marks): EventKind {
    const kind = this.#read(text, start, end, marks)
    if (kind === 'content') this.#hasBegun = true
    if (kind === 'end' || kind === 'error') this.#isEnded = true
    return kind
  }

  #read(text: string, start: number, end: number, marks: Marks): EventKind {
    const from = dataAt(text, start, end)
    if (from < 0) return 'frame'
    if (text.charCodeAt(from) !== openBrace) {
      return text.startsWith('[DONE]', from) ? 'end' : 'broken'
    }
    const to = lastCharacter(text, from, end)
    if (text.charCodeAt(to) !== closeBrace) return 'broken'
    if (text.startsWith('{"error":', from) && !text.startsWith('null', from + 9)) {
      this.#error = text.slice(from, to + 1)
      return 'error'
    }
    if (this.#opening === '') this.#opening = text.slice(from, Math.min(to, from + longestOpening))
    if (marks.finish.isIn(start, end) && !isNull(text, marks.finish)) this.#isFinished = true
    return this.#hasContent(text, start, end, marks) ? 'content' : 'frame'
  }

  #pack(): void {
    this.#packed.push(Buffer.from(this.#content.join(''), 'latin1'))
    this.#content = []
  }

  #hasContent(text: string, start: number, end: number, marks: Marks): boolean {
    let isContent = this.#isFinished
    if (marks.content.isIn(start, end)) {
      const from = valueAt(text, marks.content)
      if (text.charCodeAt(from) === quote) {
        const to = closingQuote(text, from)
        if (to < 0 || to > end) return isContent
        if (to > from + 1) {
          if (this.#content.push(text.slice(from + 1, to)) >= mostUnpacked) this.#pack()
          isContent = true
        }
      }
    }
    if (marks.toolCalls.isIn(start, end) && !isNull(text, marks.toolCalls)) {
      this.#hasToolCalls = true
      isContent = true
    }
    // Thoughts and refusals: text as well, in fields of other names.
    if (!isContent && marks.thought.isIn(start, end)) {
      const from = valueAt(text, marks.thought)
      isContent = text.charCodeAt(from) === quote && text.charCodeAt(from + 1) !== quote
    }
    return isContent
  }
}

const longestOpening = 300
const mostUnpacked = 200

const openBrace = 0x7b
const closeBrace = 0x7d
const quote = 0x22
const space = 0x20
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Where a key stands next; asked event after event, it looks through the text but once. */
class Mark {
  readonly #text: string
  readonly #key: string
  #at = -2

  constructor(text: string, key: string) {
    this.#text = text
    this.#key = key
  }

  /** Behind the key. */
  get end(): number {
    return this.#at + this.#key.length
  }

  isIn(start: number, end: number): boolean {
    if (this.#at === -1) return false
    if (this.#at < start) this.#at = this.#text.indexOf(this.#key, start)
    return this.#at >= 0 && this.#at < end
  }
}

class Marks {
  readonly content: Mark
  readonly finish: Mark
  readonly toolCalls: Mark
  readonly thought: Mark
  readonly windowsEnd: Mark

  constructor(text: string) {
    this.content = new Mark(text, '"content":')
    this.finish = new Mark(text, '"finish_reason":')
    this.toolCalls = new Mark(text, '"tool_calls":')
    this.thought = new Mark(text, '"reasoning_content":')
    this.windowsEnd = new Mark(text, '\r\n\r\n')
  }
}

/** Behind the empty line that ends the event; -1 when it is not there yet. */
function eventEnd(text: string, start: number, { windowsEnd }: Marks): number {
  const end = text.indexOf('\n\n', start)
  if (windowsEnd.isIn(start, end < 0 ? text.length : end)) return windowsEnd.end
  return end < 0 ? -1 : end + 2
}

/** Where the data of an event begins; -1 for one that has none, as a comment. */
function dataAt(text: string, start: number, end: number): number {
  let at = start
  if (!text.startsWith('data:', at)) {
    at = text.indexOf('\ndata:', start) + 1
    if (at === 0 || at >= end) return -1
  }
  at += 5
  return text.charCodeAt(at) === space ? at + 1 : at
}

function lastCharacter(text: string, from: number, end: number): number {
  let at = end - 1
  while (at > from) {
    const character = text.charCodeAt(at)
    if (character !== lineFeed && character !== carriageReturn && character !== space) break
    at--
  }
  return at
}

function valueAt(text: string, { end }: Mark): number {
  return text.charCodeAt(end) === space ? end + 1 : end
}

function isNull(text: string, mark: Mark): boolean {
  return text.startsWith('null', valueAt(text, mark))
}
