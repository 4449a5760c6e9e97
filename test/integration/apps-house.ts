import { afterAll, beforeAll, expect } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type HttpAnswer, healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot } from './processes.ts'

export const cleanup = new Cleanup()
export let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
})

export const question = { messages: [{ role: 'user', content: 'ping' }] }

export const send = (method: string, path: string, body: unknown = {}) =>
  method === 'GET' || method === 'DELETE'
    ? http(root.url + path, { method })
    : http(root.url + path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })

export async function newApp(
  rules: object,
): Promise<{ readonly id: string; readonly key: string }> {
  const { status, json } = await send('POST', '/api/apps', rules)
  expect(status).toBe(201)
  return json
}

export const complete = (
  key: string,
  body: object = question,
  url = root.url,
): Promise<HttpAnswer> =>
  postJson(`${url}/v1/chat/completions`, body, { authorization: `Bearer ${key}` })

export async function lastRequest(query: string, url = root.url) {
  const { json } = await http(`${url}/api/requests?limit=1&${query}`)
  return json.requests[0]
}
