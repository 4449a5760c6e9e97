import { expect, test } from 'vitest'
import { StreamReading } from '#main/routing/stream-reading'

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c-1', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
const done = 'data: [DONE]\n\n'

function read(...pieces: readonly (string | Buffer)[]) {
  const reading = new StreamReading()
  const through = pieces.map(piece => reading.push(Buffer.from(piece)).toString('utf8'))
  return { reading, through }
}

const tricky = 'say "content": \\"x\\" \\\\ 你好 🌳\n\ndata: {"a":1}'

test('keeps the text, whatever is in it, and lets every byte through', () => {
  const stream = chunk({ role: 'assistant', content: '' }) + chunk({ content: tricky }) + done
  const { reading, through } = read(stream)
  expect([reading.text(), through.join(''), reading.isEnded]).toEqual([tricky, stream, true])
})

test('lets whole events through only, wherever the pieces are cut', () => {
  const events = [chunk({ content: tricky }), chunk({ content: '界' }), chunk({}, 'stop'), done]
  const bytes = Buffer.from(events.join(''))
  const pieces = Array.from(bytes, byte => Buffer.of(byte))
  const { reading, through } = read(...pieces)
  expect(through.filter(piece => piece !== '')).toEqual(events)
  expect(reading.text()).toBe(`${tricky}界`)
})

test('has begun with the first content, thought or call, not with a role or a comment', () => {
  const hasBegun = (piece: string) => read(piece).reading.hasBegun
  expect([
    hasBegun(': ping\n\n'),
    hasBegun(chunk({ role: 'assistant', content: '' })),
    hasBegun(chunk({ role: 'assistant', content: null })),
    hasBegun(chunk({ content: 'x' })),
    hasBegun(chunk({ reasoning_content: 'hm' })),
    hasBegun(chunk({ tool_calls: [{ index: 0 }] })),
    hasBegun(chunk({}, 'stop')),
  ]).toEqual([false, false, false, true, true, true, true])
})

test('leaves out what makes no sense, and lets the rest through', () => {
  const [a, b] = [chunk({ content: 'a' }), chunk({ content: 'b' })]
  const { reading, through } = read(
    `${a}data: <<<not json>>>\n\n${b}`,
    `data: {"choices":[{"delta":{"content":"tru\n\n${done}`,
  )
  expect([through, reading.text()]).toEqual([[a + b, done], 'ab'])
})

test('holds an error back and tells it', () => {
  const { reading, through } = read(
    `${chunk({ content: 'a' })}data: {"error":{"message":"no"}}\n\n`,
  )
  expect([through, reading.error, reading.isEnded]).toEqual([
    [chunk({ content: 'a' })],
    '{"error":{"message":"no"}}',
    true,
  ])
})

test('understands events that end as on Windows, with an event name before', () => {
  const { reading } = read('event: x\r\ndata: {"choices":[{"delta":{"content":"hi"}}]}\r\n\r\n')
  expect([reading.text(), reading.hasBegun]).toEqual(['hi', true])
})

test('knows calls of tools, a reason to stop, and the id of the answer', () => {
  const { reading } = read(chunk({ tool_calls: [{ index: 0 }] }), chunk({}, 'tool_calls'))
  expect([reading.hasToolCalls, reading.isFinished, reading.isEnded, reading.id()]).toEqual([
    true,
    true,
    false,
    'c-1',
  ])
})
