import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Heartbeat, NodeRegistration } from '#contract/http/nodes'
import { incarnationHeader } from '#contract/wire/node'
import type { Log } from '../log.ts'
import { type HealthParts, healthOf } from '../routes/health.ts'
import { isLoopback } from '../settings.ts'
import { version } from '../version.ts'
import { type RootAnswer, RootClient } from './root-client.ts'

export interface RootLinkOptions {
  readonly rootUrl: string
  /** That this worker listens on. */
  readonly port: number
  readonly parts: HealthParts
  readonly log: Log
}

type Step = 'register' | 'beat' | 'end'

/** Where neither the settings nor the root node say anything else. */
const usualIntervalSeconds = 60
const retry = { firstMs: 500, mostMs: 30_000 }
const reportEveryMs = 30_000
const lastWordsMs = 1_000

const Told = z.object({ heartbeat_interval_seconds: z.number().min(0.1).max(3_600) })

/** Tells a root node that this worker is there, how it is, and when it goes. */
export class RootLink {
  readonly #options: RootLinkOptions
  readonly #client: RootClient
  readonly #path: string
  readonly #ended = new AbortController()
  /** Of a clock that went back the root node tells, and then it grows by one. */
  #incarnation = Date.now()
  #hasRegistered = false
  #intervalSeconds = usualIntervalSeconds
  #reportedAt = Number.NEGATIVE_INFINITY
  #failures = 0
  /** What is to be said now came up while something else was being said. */
  #isUrgent = false
  #wake: (() => void) | null = null

  constructor(options: RootLinkOptions) {
    const { settings } = options.parts
    this.#options = options
    this.#client = new RootClient(options.rootUrl, settings.secret)
    this.#path = `/api/nodes/${encodeURIComponent(nodeIdOf(settings.workerId))}`
  }

  /** Goes on by itself; that the root node is away is no failure of this worker. */
  start(): void {
    if (this.#isBeyondReach()) {
      this.#options.log.error(
        'not registered: the root node is elsewhere and cannot reach loopback here; set WORKER_HOST or WORKER_PUBLIC_URL',
      )
      return
    }
    void this.#run()
  }

  /** Says at once that nothing new should come. */
  drain(): void {
    this.#isUrgent = true
    this.#wake?.()
  }

  async leave(): Promise<void> {
    this.#ended.abort()
    if (!this.#hasRegistered) return
    const body = { incarnation: this.#incarnation }
    await this.#client
      .post(`${this.#path}/leave`, body, AbortSignal.timeout(lastWordsMs))
      .catch(() => {})
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended
    let step: Step = 'register'
    while (step !== 'end' && !signal.aborted) {
      try {
        step = step === 'register' ? await this.#register(signal) : await this.#beat(signal)
      } catch (error) {
        if (signal.aborted) return
        this.#failed(error instanceof Error ? error.message : String(error))
      }
      if (step !== 'end') await this.#rest(this.#waitMs(step))
    }
  }

  async #register(signal: AbortSignal): Promise<Step> {
    const { log } = this.#options
    const answer = await this.#client.post('/api/nodes/register', this.#registration(), signal)
    if (answer.status === 200 || answer.status === 201) {
      this.#followPace(answer)
      this.#hasRegistered = true
      this.#failures = 0
      log.info('registered at the root node', { incarnation: this.#incarnation })
      return 'beat'
    }
    const known = knownIncarnation(answer)
    if (known !== null) {
      if (this.#hasRegistered) return this.#superseded()
      this.#incarnation = known + 1
    }
    this.#failed(messageOf(answer))
    return 'register'
  }

  async #beat(signal: AbortSignal): Promise<Step> {
    const answer = await this.#client.post(`${this.#path}/heartbeat`, this.#heartbeat(), signal)
    if (answer.status === 200) {
      this.#followPace(answer)
      this.#failures = 0
      return 'beat'
    }
    if (answer.status === 404) return 'register'
    if (answer.status === 410) {
      this.#options.log.warn('removed by the owner of the root node; a restart registers again')
      return 'end'
    }
    if (knownIncarnation(answer) !== null) return this.#superseded()
    this.#failed(messageOf(answer))
    return 'beat'
  }

  /** Loopback there is another computer than loopback here. */
  #isBeyondReach(): boolean {
    const { rootUrl, parts } = this.#options
    const { host, publicUrl } = parts.settings
    const rootHost = new URL(rootUrl).hostname.replace(/^\[(.*)\]$/, '$1')
    return publicUrl === null && isLoopback(host) && !isLoopback(rootHost)
  }

  #registration(): NodeRegistration {
    const { port, parts } = this.#options
    const { settings } = parts
    const { host, publicUrl } = settings
    return {
      id: nodeIdOf(settings.workerId),
      name: settings.workerId,
      ...(publicUrl === null ? { port } : { url: publicUrl }),
      ...(publicUrl === null && isLoopback(host) ? { host } : {}),
      hostname: hostname().slice(0, 255),
      weight: settings.weight,
      max_concurrent_requests: settings.maxConcurrentRequests,
      priority: settings.priority,
      role: settings.role,
      version,
      incarnation: this.#incarnation,
    }
  }

  #heartbeat(): Heartbeat {
    const { parts } = this.#options
    const now = performance.now()
    const isReportDue = now - this.#reportedAt >= reportEveryMs
    if (isReportDue) this.#reportedAt = now
    return {
      incarnation: this.#incarnation,
      status: parts.isDraining() ? 'draining' : 'healthy',
      interval_seconds: this.#intervalSeconds,
      ...parts.vitals.now(),
      in_flight: parts.slots.taken,
      // Whoever finds all slots taken is sent away, so nobody waits here.
      queued: 0,
      ...(isReportDue ? { report: healthOf(parts) } : {}),
    }
  }

  #followPace({ json }: RootAnswer): void {
    const told = Told.safeParse(json)
    this.#intervalSeconds =
      this.#options.parts.settings.heartbeatSeconds ??
      (told.success ? told.data.heartbeat_interval_seconds : usualIntervalSeconds)
  }

  #superseded(): Step {
    this.#options.log.error('another worker was started with this WORKER_ID; it takes the place')
    return 'end'
  }

  #failed(reason: string): void {
    const { log } = this.#options
    if (this.#failures++ === 0) log.warn('root node not told', { reason })
    else log.debug('root node not told', { reason, times: this.#failures })
  }

  /** Doubles while it fails; a part of it is random, so that many do not come at once. */
  #waitMs(step: Step): number {
    const intervalMs = this.#intervalSeconds * 1_000
    if (this.#failures > 0) {
      const whole = Math.min(retry.mostMs, retry.firstMs * 2 ** Math.min(this.#failures - 1, 10))
      const longest = step === 'beat' ? Math.min(whole, intervalMs) : whole
      return longest * (0.75 + Math.random() * 0.25)
    }
    return step === 'beat' && this.#reportedAt > 0 ? intervalMs * (0.95 + Math.random() * 0.05) : 0
  }

  async #rest(ms: number): Promise<void> {
    if (this.#isUrgent && this.#failures === 0) {
      this.#isUrgent = false
      return
    }
    const woken = new AbortController()
    this.#wake = () => woken.abort()
    const signal = AbortSignal.any([woken.signal, this.#ended.signal])
    await pause(ms, undefined, { signal, ref: false }).catch(() => {})
    this.#wake = null
    this.#isUrgent = false
  }
}

/** Ids stand in headers. */
function nodeIdOf(workerId: string): string {
  const isPlain = /^[\x20-\x7e]+$/.test(workerId)
  return (isPlain ? workerId : encodeURIComponent(workerId)).slice(0, 128).trim()
}

function knownIncarnation({ status, headers }: RootAnswer): number | null {
  const known = Number(headers.get(incarnationHeader) ?? Number.NaN)
  return status === 409 && Number.isSafeInteger(known) ? known : null
}

const Refusal = z.object({ error: z.object({ message: z.string() }) })

function messageOf({ status, json }: RootAnswer): string {
  const refusal = Refusal.safeParse(json)
  return refusal.success ? refusal.data.error.message.slice(0, 300) : `it answers ${status}`
}
