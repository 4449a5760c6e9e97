import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { LogsPage } from '#contract/http/logs'
import type { LogLine } from '#contract/model/log-line'
import type { Ask } from '../../../../renderer/bridge.ts'
import { everyLine } from '../../../../renderer/screens/logs/log-filter.ts'
import { LogStream } from '../../../../renderer/screens/logs/log-stream.ts'
import { aLine } from './a-line.ts'

interface Asked {
  readonly name: string
  readonly input: { readonly before?: string; readonly search?: string }
}

/** A root node with lines 1 to 1200, in pages of 500. */
function aStream(answer?: (asked: Asked) => Promise<LogsPage>) {
  const asked: Asked[] = []
  const all = Array.from({ length: 1_200 }, (_, at) => aLine(1_200 - at))
  const pages = async ({ input }: Asked): Promise<LogsPage> => {
    const from = Number(input.before ?? 0)
    const lines = all.slice(from, from + 500)
    return { lines, next_before: from + 500 < all.length ? String(from + 500) : null }
  }
  const ask = async (name: string, input: Asked['input']) => {
    asked.push({ name, input })
    return name === 'logs.read' ? (answer ?? pages)({ name, input }) : null
  }
  // Sound: the stream asks for nothing else.
  const stream = new LogStream(ask as unknown as Ask)
  return { stream, asked, texts: () => stream.store.getState().lines.map(({ at }) => at) }
}

const ends = (numbers: readonly number[]) => [numbers[0], numbers.at(-1), numbers.length]

test('reads the newest first, and older ones before them, each once', async () => {
  const { stream, texts } = aStream()
  await stream.read()
  expect(ends(texts())).toEqual([701, 1_200, 500])
  expect([await stream.readOlder(), await stream.readOlder(), await stream.readOlder()]).toEqual([
    true,
    true,
    false,
  ])
  expect([ends(texts()), stream.store.getState().isWhole]).toEqual([[1, 1_200, 1_200], true])
})

test('follows before it reads, and sorts in what is said meanwhile', async () => {
  let release: (page: LogsPage) => void = () => {}
  const { stream, asked, texts } = aStream(() => new Promise(resolve => (release = resolve)))
  stream.open()
  stream.add([aLine(11), aLine(12)])
  release({ lines: [aLine(11), aLine(10)], next_before: null })
  await expect.poll(() => stream.store.getState().reading).toBeNull()
  expect([asked.map(({ name }) => name), texts()]).toEqual([
    ['logs.follow', 'logs.read'],
    [10, 11, 12],
  ])
})

test('a line that comes late stands where it belongs', async () => {
  const { stream, texts } = aStream()
  await stream.read()
  stream.add([aLine(1_300), aLine(1_250)])
  expect(texts().slice(-3)).toEqual([1_200, 1_250, 1_300])
})

test('paused, it keeps what comes and shows it afterwards', async () => {
  const { stream, texts } = aStream()
  await stream.read()
  stream.pause()
  stream.add([aLine(1_201), aLine(1_202)], 7)
  expect([texts().length, stream.store.getState().waiting]).toEqual([500, 2])
  stream.resume()
  const { skipped, waiting, isPaused } = stream.store.getState()
  expect([ends(texts()), { skipped, waiting, isPaused }]).toEqual([
    [701, 1_202, 502],
    { skipped: 7, waiting: 0, isPaused: false },
  ])
})

test('another filter holds at once, and for what comes; an answer to the old one is thrown away', async () => {
  const answers: ((page: LogsPage) => void)[] = []
  const { stream, texts } = aStream(() => new Promise(resolve => answers.push(resolve)))
  const page = (lines: readonly LogLine[]): LogsPage => ({ lines: [...lines], next_before: null })
  const first = stream.read()
  stream.setFilter({ ...everyLine, level: 'warn' })
  answers[0]?.(page([aLine(1)]))
  await first
  stream.add([aLine(2), aLine(3, { level: 'error' })])
  answers[1]?.(page([aLine(2, { level: 'warn' })]))
  await expect.poll(() => stream.store.getState().reading).toBeNull()
  expect(texts()).toEqual([2, 3])
})

test('reaches back to a time, and says the oldest where that is not kept', async () => {
  const { stream } = aStream()
  await stream.read()
  expect([(await stream.reach(250))?.at, (await stream.reach(-5))?.at]).toEqual([250, 1])
})

test('what is cleared can be brought back', async () => {
  const { stream, texts } = aStream()
  await stream.read()
  const undo = stream.clear()
  stream.add([aLine(1_201)])
  expect(texts()).toEqual([1_201])
  undo()
  expect(ends(texts())).toEqual([701, 1_201, 501])
})

test('says why it could not be read, and keeps what it has', async () => {
  let isBroken = false
  const { stream, texts } = aStream(async () => {
    if (isBroken) throw new FaultError({ code: 'internal' })
    return { lines: [aLine(5)], next_before: '1' }
  })
  await stream.read()
  isBroken = true
  await stream.readOlder()
  const { fault, reading } = stream.store.getState()
  expect([texts(), fault, reading]).toEqual([[5], { code: 'internal' }, null])
})
