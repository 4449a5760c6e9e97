import { createHmac, randomUUID } from 'node:crypto'
import { linesToSign, signatureHeader, signatureText } from '#contract/wire/signature'
import { keyIdOf } from '../settings.ts'

export interface RootAnswer {
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
}

const answerWithinMs = 15_000
const mostBytes = 1_000_000

/** Posts to the root node, signed where there is a secret. */
export class RootClient {
  readonly #rootUrl: string
  readonly #secret: string | null
  /** What the clock of the root node is ahead of ours, once that was in the way. */
  #aheadMs = 0

  constructor(rootUrl: string, secret: string | null) {
    this.#rootUrl = rootUrl
    this.#secret = secret
  }

  /** Rejects when the root node cannot be reached. */
  async post(path: string, value: object, signal: AbortSignal): Promise<RootAnswer> {
    const body = JSON.stringify(value)
    const url = new URL(this.#rootUrl + path)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#signed(url.pathname, body) },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    })
    if (response.status === 401) this.#followClock(response.headers)
    return {
      status: response.status,
      headers: response.headers,
      json: parsed(await shortText(response)),
    }
  }

  #signed(path: string, body: string): Record<string, string> {
    if (this.#secret === null) return {}
    const timestamp = String(Date.now() + this.#aheadMs)
    const nonce = randomUUID()
    const requestId = ''
    const lines = linesToSign({ method: 'POST', path, timestamp, nonce, requestId })
    const hmac = createHmac('sha256', this.#secret).update(lines).update(body).digest('hex')
    const keyId = keyIdOf(this.#secret)
    return { [signatureHeader]: signatureText({ keyId, timestamp, nonce, requestId, hmac }) }
  }

  /** The root node judges signatures by its own clock. */
  #followClock(headers: Headers): void {
    const theirs = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(theirs)) this.#aheadMs = theirs - Date.now()
  }
}

/** What is longer is no answer of a root node. */
async function shortText(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > mostBytes) break
  }
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
