import { expect, test } from 'vitest'
import { scriptedServer } from '#test/fakes/scripted-server'
import { EventStream } from '#worker/event-stream'

test('keeps a silent connection alive with comments, from the first event on', async () => {
  const server = await scriptedServer(async (_request, response) => {
    const events = new EventStream(response, new AbortController().signal, 40)
    await new Promise(resolve => setTimeout(resolve, 70))
    await events.send({ a: 1 })
    await new Promise(resolve => setTimeout(resolve, 60))
    events.end()
    events.close()
  })
  const response = await fetch(server.url)
  const text = await response.text()
  await server.close()
  expect([response.headers.get('content-type'), text]).toEqual([
    'text/event-stream; charset=utf-8',
    'data: {"a":1}\n\n: keep-alive\n\ndata: [DONE]\n\n',
  ])
})
