import { request as plain } from 'node:http'
import { request as encrypted } from 'node:https'
import { safeLookup } from '../../base/safe-lookup.ts'

export interface WebhookPost {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly withinMs: number
}

/** The status of the answer; rejects when there is none. Follows no redirect, and reads no more than the head. */
export function postWebhook(
  { url, headers, body, withinMs }: WebhookPost,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? encrypted : plain
    const outgoing = send(url, {
      method: 'POST',
      headers,
      agent: false,
      lookup: safeLookup,
      signal,
    })
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`no answer within ${withinMs / 1_000} s`)),
      withinMs,
    )
    outgoing.on('response', response => {
      response.on('error', () => {})
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    outgoing.on('error', reject)
    outgoing.on('close', () => {
      clearTimeout(timer)
      reject(new Error('the connection was closed without an answer'))
    })
    outgoing.end(body)
  })
}
