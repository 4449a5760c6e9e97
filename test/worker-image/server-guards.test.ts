import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { postChat, signedHeaders } from '#test/fakes/worker-program'
import { inFlight, said, worker } from './a-served-worker.ts'

describe('requests that make no sense', () => {
  test('are refused in the form of OpenAI', async () => {
    const running = await worker()
    const post = async (body: string, headers: Record<string, string> = {}) => {
      const answer = await postChat(running, body, headers)
      return [answer.status, answer.body.error.message]
    }
    const deep = `${'['.repeat(200)}${']'.repeat(200)}`
    const large = JSON.stringify(said('x'.repeat(9 * 1024 * 1024)))
    expect([
      await post('{oops'),
      await post('[]'),
      await post('{"messages":[]}'),
      await post('{"messages":[{"content":"x"}]}'),
      await post(JSON.stringify({ ...said('x'), stream: 'yes' })),
      await post(`{"messages":[{"role":"user","content":"x"}],"x":${deep}}`),
      await post('{}', { 'content-type': 'text/plain' }),
      await post(large),
    ]).toEqual([
      [400, 'The body is not JSON in UTF-8.'],
      [400, 'The body must be a JSON object.'],
      [400, expect.stringContaining('messages: ')],
      [400, expect.stringContaining('messages.0.role: ')],
      [400, expect.stringContaining('stream: ')],
      [400, 'The body is nested more than 100 levels deep.'],
      [415, 'Send the body as application/json, not compressed.'],
      [413, 'The body is larger than 8388608 bytes. Send less, or split it.'],
    ])
    const [unknown, wrong] = await Promise.all([
      fetch(`${running.url}/nothing`),
      fetch(`${running.url}/v1/models`, { method: 'DELETE' }),
    ])
    expect([
      unknown.status,
      wrong.status,
      wrong.headers.get('allow'),
      await inFlight(running),
    ]).toEqual([404, 405, 'GET, HEAD', 0])
  })

  test('that are not even HTTP get an answer too', async () => {
    const running = await worker()
    const socket = connect(running.port, '127.0.0.1')
    socket.end('nonsense\r\n\r\n')
    const parts: Buffer[] = []
    for await (const part of socket) parts.push(part)
    expect(Buffer.concat(parts).toString()).toContain('"code":"unreadable_request"')
  })

  test('that come from a web page are refused where there is no secret', async () => {
    const running = await worker()
    const status = async (headers: Record<string, string>) =>
      (await postChat(running, said('x'), headers)).status
    expect([
      await status({ origin: 'https://evil.example' }),
      await status({ origin: 'null' }),
      await status({ origin: 'http://localhost:5173' }),
    ]).toEqual([403, 403, 200])
  })
})

test('answers its root only, when there is a secret', async () => {
  const secret = 'a secret of 16 or more'
  const running = await worker({ ROOT_NODE_SECRET: secret })
  const body = JSON.stringify(said('echo: hi'))
  const path = '/v1/chat/completions'
  const unsigned = await postChat(running, body)
  const headers = signedHeaders({ secret, method: 'POST', path, body })
  const signed = await postChat(running, body, headers)
  const again = await postChat(running, body, headers)
  const brief = await (await fetch(`${running.url}/health`)).json()
  const health = await fetch(`${running.url}/health`, {
    headers: signedHeaders({ secret, method: 'GET', path: '/health' }),
  })
  const wrongHealth = await fetch(`${running.url}/health`, {
    headers: signedHeaders({ secret: 'some other secret', method: 'GET', path: '/health' }),
  })
  const models = await fetch(`${running.url}/v1/models`)
  expect({
    unsigned: [unsigned.status, unsigned.body.error.code, unsigned.headers.get('x-banyan-refused')],
    signed: signed.body.choices[0]?.message.content,
    again: [again.status, again.body.error.code],
    brief: Object.keys(brief),
    health: 'worker_id' in (await health.json()),
    wrongHealth: wrongHealth.status,
    models: models.status,
  }).toEqual({
    unsigned: [401, 'signature_invalid', 'signature'],
    signed: 'hi',
    again: [401, 'signature_invalid'],
    brief: ['status', 'banyan', 'version', 'protocol', 'oldest_protocol'],
    health: true,
    wrongHealth: 401,
    models: 401,
  })
})
