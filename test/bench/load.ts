import { Pool } from 'undici'
import { planText, type StreamPlan } from './stream-plan.ts'

/** Where requests go, and what is wanted on each beside the body. */
export interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Load {
  readonly requests: number
  readonly concurrency: number
  /** Null: whole answers. */
  readonly plan: StreamPlan | null
}

/** Longer silence of what is measured ends the bench instead of stopping it. */
const patienceMs = 30_000

const wholeEnd = Buffer.from('[DONE]\n\n')

export const bodyOf = (plan: StreamPlan | null, model = 'canned') =>
  JSON.stringify({
    model,
    stream: plan !== null,
    messages: [
      { role: 'system', content: 'You are a helpful assistant.' },
      {
        role: 'user',
        content: `Tell me about the banyan tree, 榕树, in two sentences.${plan ? ` ${planText(plan)}` : ''}`,
      },
    ],
  })

/** Sends so many requests, so many at once. Throws when one is not answered with 200 and a whole body. */
export async function sendLoad(
  target: Target,
  { requests, concurrency, plan }: Load,
): Promise<void> {
  const client = new Client(target, concurrency, plan)
  let sent = 0
  const one = async () => {
    while (sent++ < requests) await client.send()
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, one))
  } finally {
    await client.close()
  }
}

/** Sends one and the same request again and again over connections that are kept. */
export class Client {
  readonly #pool: Pool
  readonly #headers: Readonly<Record<string, string>>
  readonly #body: string
  readonly #isStream: boolean

  constructor({ url, headers }: Target, connections: number, plan: StreamPlan | null) {
    this.#pool = new Pool(url, {
      connections,
      pipelining: 1,
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    })
    this.#headers = { ...headers, 'content-type': 'application/json' }
    this.#body = bodyOf(plan)
    this.#isStream = plan !== null
  }

  send(onPiece: (piece: Buffer) => void = () => {}): Promise<void> {
    return new Promise((resolve, reject) => {
      let end: Buffer = Buffer.alloc(0)
      this.#pool.dispatch(
        {
          method: 'POST',
          path: '/v1/chat/completions',
          headers: this.#headers,
          body: this.#body,
        },
        {
          onRequestStart() {},
          onResponseStart(_controller, status) {
            if (status !== 200) reject(new Error(`answered ${status}`))
          },
          onResponseData(_controller, piece) {
            onPiece(piece)
            end = piece
          },
          onResponseEnd: () => {
            if (this.#isStream && !end.subarray(-wholeEnd.length).equals(wholeEnd))
              reject(new Error('a stream ended before its mark'))
            else resolve()
          },
          onResponseError: (_controller, error) => reject(error),
        },
      )
    })
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }
}
