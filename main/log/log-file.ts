import { type FileHandle, open } from 'node:fs/promises'
import type { LogLine } from '#contract/model/log-line'
import type { LogPart } from './log-part.ts'

/** To parse as much takes about a millisecond. */
const sliceBytes = 32_768
/** A line that is longer is left out. */
const longestLine = 1_048_576
const lineFeed = 0x0a

type ParseLine = (text: string) => LogLine | null

/** A file of lines, the newest at its end. What is no line is passed over; a file that is gone has none. */
export function logFile(path: string, newestAt: number, parse: ParseLine): LogPart {
  return {
    newestAt,
    async *lines(at, signal) {
      const file = await open(path).catch(() => null)
      if (!file) return
      try {
        const { size } = await file.stat()
        const end = newestAt <= at ? size : await endOf(file, size, at, parse)
        for await (const text of textsBefore(file, end, signal)) {
          const line = parse(text)
          if (line && line.at <= at) yield line
        }
      } finally {
        await file.close()
      }
    },
  }
}

/** A place behind which every line is newer: halved down to a slice, as the times in it rise. */
async function endOf(file: FileHandle, size: number, at: number, parse: ParseLine) {
  let low = 0
  let high = size
  while (high - low > 2 * sliceBytes) {
    const middle = Math.floor((low + high) / 2)
    const found = await firstTimeAfter(file, middle, parse)
    if (found === null || found > at) high = middle
    else low = middle
  }
  return Math.min(size, high + 2 * sliceBytes)
}

async function firstTimeAfter(
  file: FileHandle,
  place: number,
  parse: ParseLine,
): Promise<number | null> {
  const slice = await read(file, place, place + 2 * sliceBytes)
  const [, ...texts] = slice.toString('utf8').split('\n')
  for (const text of texts) {
    const line = parse(text)
    if (line) return line.at
  }
  return null
}

/** Whole lines before that place, the last first. */
async function* textsBefore(
  file: FileHandle,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let from = end
  /** The beginning of the slice before, which is the end of a line that begins further up. */
  let rest: Buffer[] = []
  let restBytes = 0
  while (from > 0) {
    signal.throwIfAborted()
    const to = from
    from = Math.max(0, to - sliceBytes)
    const slice = await read(file, from, to)
    let lineEnd = slice.length
    for (let at = slice.lastIndexOf(lineFeed); at >= 0; at = lastFeed(slice, at)) {
      const line = slice.subarray(at + 1, lineEnd)
      if (restBytes <= longestLine) yield Buffer.concat([line, ...rest]).toString('utf8')
      rest = []
      restBytes = 0
      lineEnd = at
    }
    restBytes += lineEnd
    rest = restBytes > longestLine ? [] : [slice.subarray(0, lineEnd), ...rest]
  }
  if (restBytes <= longestLine) yield Buffer.concat(rest).toString('utf8')
}

const lastFeed = (slice: Buffer, before: number) =>
  before === 0 ? -1 : slice.lastIndexOf(lineFeed, before - 1)

async function read(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(to - from)
  const { bytesRead } = await file.read(buffer, 0, to - from, from)
  return buffer.subarray(0, bytesRead)
}
