import { Pool } from 'undici'

const body = (isStream: boolean) =>
  JSON.stringify({
    model: 'canned',
    stream: isStream,
    messages: [
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: 'Tell me about the banyan tree, 榕树, in two sentences.' },
    ],
  })

export interface Load {
  readonly requests: number
  readonly concurrency: number
  readonly isStream: boolean
}

/** Sends so many requests, so many at once. Throws when one is not answered with 200 and a whole body. */
export async function sendLoad(
  url: string,
  { requests, concurrency, isStream }: Load,
): Promise<void> {
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 })
  const text = body(isStream)
  let sent = 0
  const one = async () => {
    while (sent++ < requests) await send(pool, text)
  }
  await Promise.all(Array.from({ length: concurrency }, one))
  await pool.close()
}

function send(pool: Pool, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    pool.dispatch(
      {
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { 'content-type': 'application/json' },
        body: text,
      },
      {
        onRequestStart() {},
        onResponseStart(_controller, status) {
          if (status !== 200) reject(new Error(`answered ${status}`))
        },
        onResponseData() {},
        onResponseEnd: () => resolve(),
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })
}
