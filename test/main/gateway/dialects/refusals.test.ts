import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import type { ChatRouter } from '#main/gateway/chat-router'
import { openGateway } from './open-gateway.ts'

const cleanup = new Cleanup()
/** Refuses everybody. */
const router: ChatRouter = {
  route(_request, sink) {
    queueMicrotask(() => sink.onFault({ code: 'fleet.none-ready' }, 0))
    return { abort() {}, resume() {} }
  },
}
let url = ''
afterAll(() => cleanup.run())
beforeAll(async () => {
  url = await openGateway(cleanup, router)
})

const text = expect.stringMatching(/./)
const shapes = {
  openai: {
    error: { message: text, type: text, code: text, param: expect.toBeOneOf([null, text]) },
  },
  anthropic: { type: 'error', error: { type: text, message: text }, request_id: 'mine' },
  ollama: { error: text },
} as const

const json = 'application/json'
const large = JSON.stringify({ x: 'x'.repeat(8_000_001) })
const message = { role: 'user', content: 'x' }

describe.each([
  ['/v1/completions', 'openai', { model: 'm', prompt: 'x' }, 503],
  ['/v1/responses', 'openai', { model: 'm', input: 'x' }, 503],
  ['/v1/messages', 'anthropic', { model: 'm', messages: [message], max_tokens: 9 }, 529],
  ['/api/generate', 'ollama', { model: 'm', prompt: 'x' }, 503],
] as const)('%s', (path, dialect, good, unready) => {
  test.each([
    ['no such method', 'PUT', json, '{}', 405],
    ['no such path', 'POST', json, '{}', 404],
    ['not sent as JSON', 'POST', 'text/plain', '{}', 415],
    ['no JSON', 'POST', json, '{', 400],
    ['no object', 'POST', json, '[]', 400],
    ['nothing in it', 'POST', json, '{}', 400],
    ['too large', 'POST', json, large, 413],
    ['nobody there', 'POST', json, JSON.stringify(good), unready],
    ['nobody there, streamed', 'POST', json, JSON.stringify({ ...good, stream: true }), unready],
  ])('%s: told in its own shape', async (what, method, type, body, status) => {
    const target = what === 'no such path' ? `${path}/nowhere` : path
    const response = await fetch(url + target, {
      method,
      headers: { 'content-type': type, 'x-request-id': 'mine' },
      body,
    })
    expect({ status: response.status, body: await response.json() }).toEqual({
      status,
      body: shapes[dialect],
    })
    expect(response.headers.get('x-request-id')).toBe('mine')
    if (dialect === 'anthropic') expect(response.headers.get('request-id')).toBe('mine')
  })
})

test('a body with messages at /api/chat is Ollama’s, and so are its errors', async () => {
  const ask = async (body: object) => {
    const response = await fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': json },
      body: JSON.stringify(body),
    })
    return response.json()
  }
  expect(await ask({ model: 'm', messages: [message] })).toEqual(shapes.ollama)
  expect(await ask({ messages: [message] })).toEqual(shapes.ollama)
  expect(await ask({ session_id: 'a', messages: [message] })).toMatchObject(shapes.openai)
  expect(await ask({})).toMatchObject(shapes.openai)
})
