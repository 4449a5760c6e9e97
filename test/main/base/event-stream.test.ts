import { expect, test } from 'vitest'
import { EventStreamReader } from '#main/base/event-stream'

test('reads the same events however the bytes are cut', () => {
  const bytes = Buffer.from(
    'data: 你好\r\n\r\n: keep-alive\n\nevent: x\ndata:{"a":"🌳"}\n\ndata: [DONE]\n\n',
  )
  for (let size = 1; size <= bytes.length; size++) {
    const events: string[] = []
    const reader = new EventStreamReader(text => events.push(text))
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size))
    expect(events).toEqual(['你好', '{"a":"🌳"}', '[DONE]'])
  }
})
