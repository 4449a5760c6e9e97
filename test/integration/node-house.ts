import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import type { Cleanup } from '#main/base/cleanup'
import { type HttpAnswer, http, postJson } from './http.ts'
import { eventually } from './processes.ts'

interface Rooted {
  readonly url: string
}

/** An OpenAI-compatible server that offers one model and answers with its own name. */
export async function startPlainServer(cleanup: Cleanup, name: string) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const json = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(value))
    }
    request.resume()
    if (request.url === '/v1/models') json(200, { data: [{ id: 'plain' }] })
    else if (request.method === 'POST') {
      const message = { role: 'assistant', content: name }
      json(200, { model: 'plain', choices: [{ index: 0, message, finish_reason: 'stop' }] })
    } else json(404, {})
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  cleanup.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // sound: it listens on TCP
  return { url: `http://127.0.0.1:${port}`, port, asked }
}

export const register = (root: Rooted, node: object, headers: Record<string, string> = {}) =>
  postJson(`${root.url}/api/nodes/register`, node, headers)

export const beat = (root: Rooted, id: string, heartbeat: object = {}) =>
  postJson(`${root.url}/api/nodes/${id}/heartbeat`, heartbeat)

export function change(root: Rooted, id: string, changes: object): Promise<HttpAnswer> {
  return http(`${root.url}/api/nodes/${id}/`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  })
}

export async function statusOf(root: Rooted, id: string): Promise<string> {
  return (await http(`${root.url}/api/nodes/${id}/`)).json.status
}

/** Waits until a node stands so; strain is nobody's choice on a busy machine. */
export async function nodeIs(root: Rooted, id: string, ...statuses: string[]): Promise<void> {
  await eventually(15_000, async () => expect(statuses).toContain(await statusOf(root, id)))
}

export const up = ['healthy', 'degraded']

/** Which worker answered. */
export async function askedWorker(root: Rooted, model = 'plain'): Promise<string> {
  const body = { model, messages: [{ role: 'user', content: 'ping' }] }
  const { status, headers, text } = await postJson(`${root.url}/v1/chat/completions`, body)
  if (status !== 200) throw new Error(`${status}: ${text}`)
  return String(headers['x-banyan-worker'])
}
