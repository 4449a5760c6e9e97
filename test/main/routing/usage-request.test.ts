import { expect, test } from 'vitest'
import { StreamReading } from '#main/routing/stream-reading'
import { askingForUsage, refusesUsage, withoutUsageChunk } from '#main/routing/usage-request'

test('puts the wish for usage into a body and leaves every other byte as it is', () => {
  const body = '{"messages":[{"content":"a } b"}], "n": 1.0 }\n'
  expect(askingForUsage(Buffer.from(body))?.toString()).toBe(
    '{"messages":[{"content":"a } b"}], "n": 1.0 ,"stream_options":{"include_usage":true}}',
  )
})

test('leaves a body alone that speaks of stream options', () => {
  expect(askingForUsage(Buffer.from('{"stream_options":{"include_usage":false}}'))).toBeNull()
})

test('tells a refusal of the wish from every other', () => {
  const about = (status: number, text: string) => refusesUsage(status, Buffer.from(text))
  expect([
    about(400, 'unknown field stream_options'),
    about(422, '["body","stream_options"]'),
    about(400, 'bad temperature'),
    about(500, 'stream_options'),
  ]).toEqual([true, true, false, false])
})

const content =
  'data: {"choices":[{"delta":{"content":"größe \\"usage\\":{} \\"choices\\":[]"}}]}\n\n'
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1}}\n\n'
const spaced = 'data: {"usage": {"prompt_tokens": 1}, "choices": []}\r\n\r\n'
const filter = 'data: {"choices":[],"prompt_filter_results":[]}\n\n'
const end = 'data: [DONE]\n\n'

test.each([
  ['whole', [filter + content + usage + end]],
  ['event by event', [filter, content, usage, end]],
  ['byte by byte', [...Buffer.from(filter + content + usage + end)].map(byte => [byte])],
  ['in another spacing', [filter + content + spaced + end]],
])('takes the usage chunk out of a stream that comes %s, and nothing else', (_how, pieces) => {
  const reading = new StreamReading()
  const kept = pieces.map(piece =>
    withoutUsageChunk(
      reading.push(typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece)),
    ),
  )
  expect(Buffer.concat(kept).toString()).toBe(filter + content + end)
})
