import { request } from 'node:http'
import { expect } from 'vitest'
import { eventually } from './processes.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks into is what it asserts
  readonly json: any
}

/** One plain HTTP request, as curl would send it. */
export function http(
  url: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', piece => {
        text += piece
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: parsed(text),
        }),
      )
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    // As bytes: with a text Node writes the head in its encoding too.
    outgoing.end(Buffer.from(body))
  })
}

export function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  return http(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Waits until so many workers are healthy. */
export async function healthyWorkers(rootUrl: string, count: number): Promise<void> {
  await eventually(10_000, async () => {
    const { json } = await http(`${rootUrl}/health`)
    expect(json.workers.healthy).toBe(count)
  })
}

/** The text of a stream in OpenAI's form, put together. */
export function textOf(stream: string): string {
  return [...stream.matchAll(/^data: (\{.*\})$/gm)]
    .map(match => JSON.parse(match[1] ?? '').choices?.[0]?.delta?.content ?? '')
    .join('')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
