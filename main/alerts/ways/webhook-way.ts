import type { AlertNotice } from '#contract/model/alert'
import type { Log } from '../../base/log.ts'
import type { Secret } from '../../base/secret.ts'
import type { Told, Way } from './way.ts'
import { type WebhookMessage, webhookHeaders, webhookMessage } from './webhook-message.ts'
import { postWebhook } from './webhook-post.ts'

export interface WebhookPace {
  /** How long the receiver may take. */
  readonly withinMs: number
  /** How long to wait before each further try; after the last one it is given up. */
  readonly retryAfterMs: readonly number[]
}

/** Five seconds to five hours: seven and a half hours in all. */
const usualPace: WebhookPace = {
  withinMs: 15_000,
  retryAfterMs: [5_000, 30_000, 300_000, 1_800_000, 7_200_000, 18_000_000],
}

/** Past it, the oldest that still waits for a further try is let go. */
const mostWaiting = 100

export interface WebhookWayOptions {
  /** Null: none is set. */
  readonly url: string | null
  readonly secret: Secret | null
  readonly log: Log
  readonly pace?: WebhookPace
  readonly now?: () => number
}

type Outcome = Told & { readonly isGone: boolean }

/** Alerts as signed POSTs to one address, tried again until they are taken. */
export class WebhookWay implements Way {
  readonly name = 'webhook'
  readonly #options: Required<WebhookWayOptions>
  readonly #closing = new AbortController()
  readonly #retries = new Map<string, NodeJS.Timeout>()
  /** It answered 410: it wants nothing more. */
  #isGone = false

  constructor({ pace = usualPace, now = Date.now, ...options }: WebhookWayOptions) {
    this.#options = { ...options, pace, now }
    if (options.url && !options.secret) {
      options.log.warn('webhook not used', { reason: 'ALERT_WEBHOOK_SECRET is not set' })
    }
  }

  tell(notice: AlertNotice): void {
    const { url, secret } = this.#options
    if (url && secret && !this.#isGone) void this.#deliver(webhookMessage(notice), 0)
  }

  /** One that is taken again after a 410 is used again. */
  async test(at: number): Promise<Told> {
    const { ok, detail, isGone } = await this.#post(webhookMessage({ kind: 'test', at }))
    if (ok) this.#isGone = false
    if (isGone) this.#disable()
    return { ok, detail }
  }

  close(): void {
    this.#closing.abort()
    for (const id of this.#retries.keys()) this.#letGo(id)
  }

  async #deliver(message: WebhookMessage, tries: number): Promise<void> {
    const { ok, detail, isGone } = await this.#post(message)
    if (ok || this.#closing.signal.aborted) return
    if (isGone) this.#disable()
    if (this.#isGone) return
    const { log, pace } = this.#options
    const waitMs = pace.retryAfterMs[tries]
    const facts = { webhook: message.id, reason: detail, tries: tries + 1 }
    if (waitMs === undefined) {
      log.error('webhook given up', facts)
      return
    }
    log.warn('webhook not taken', { ...facts, retryInMs: waitMs })
    this.#retryLater(message, tries + 1, waitMs)
  }

  #retryLater(message: WebhookMessage, tries: number, waitMs: number): void {
    const [oldest] = this.#retries.keys()
    if (this.#retries.size >= mostWaiting && oldest !== undefined) {
      this.#options.log.error('webhook given up', { webhook: oldest, reason: 'too many wait' })
      this.#letGo(oldest)
    }
    const timer = setTimeout(() => {
      this.#retries.delete(message.id)
      void this.#deliver(message, tries)
    }, waitMs)
    timer.unref()
    this.#retries.set(message.id, timer)
  }

  #disable(): void {
    if (!this.#isGone) {
      this.#options.log.warn('webhook switched off', { reason: 'it answered 410' })
    }
    this.#isGone = true
    for (const id of this.#retries.keys()) this.#letGo(id)
  }

  #letGo(id: string): void {
    clearTimeout(this.#retries.get(id))
    this.#retries.delete(id)
  }

  async #post(message: WebhookMessage): Promise<Outcome> {
    const { url, secret, now, pace } = this.#options
    if (!url) return failed('ALERT_WEBHOOK_URL is not set')
    if (!secret) return failed('ALERT_WEBHOOK_SECRET is not set')
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(message.body)),
      'user-agent': 'banyan',
      ...webhookHeaders(message, secret, now()),
    }
    const post = { url: new URL(url), headers, body: message.body, withinMs: pace.withinMs }
    try {
      const status = await postWebhook(post, this.#closing.signal)
      if (status >= 200 && status < 300) return { ok: true, detail: null, isGone: false }
      return { ...failed(`it answered ${status}`), isGone: status === 410 }
    } catch (failure) {
      return failed(failureText(failure))
    }
  }
}

function failed(detail: string): Outcome {
  return { ok: false, detail, isGone: false }
}

/** Where several addresses of a name were tried, the error has no message of its own. */
function failureText(failure: unknown): string {
  const cause = failure instanceof AggregateError ? failure.errors[0] : failure
  return cause instanceof Error ? cause.message : String(cause)
}
