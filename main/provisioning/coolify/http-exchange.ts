import { request as plain } from 'node:http'
import { request as encrypted } from 'node:https'
import { safeLookup } from '../../base/safe-lookup.ts'

export interface HttpRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly withinMs: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
}

/** More than the longest list, and than the log of any deployment. */
const mostBytes = 16_000_000

/**
 * One request and its whole answer; rejects when there is none. Follows no redirect, so that the
 * token goes nowhere else. `fetch` cannot be told how to look up names, and a name may lead to
 * where an address may not.
 */
export function httpExchange(
  { method, url, headers, body, withinMs }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? encrypted : plain
    const outgoing = send(url, { method, headers, agent: false, lookup: safeLookup, signal })
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`no answer within ${withinMs / 1_000} s`)),
      withinMs,
    )
    outgoing.on('response', response => {
      const pieces: Buffer[] = []
      let size = 0
      response.on('data', (piece: Buffer) => {
        size += piece.length
        pieces.push(piece)
        if (size > mostBytes) outgoing.destroy(new Error('the answer is too large'))
      })
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    outgoing.on('error', reject)
    outgoing.on('close', () => {
      clearTimeout(timer)
      reject(new Error('the connection was closed without an answer'))
    })
    outgoing.end(body ?? undefined)
  })
}
