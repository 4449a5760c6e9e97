import type { Duplex } from 'node:stream'
import { FaultError } from '#contract/fault'
import { isUntilTold } from '#contract/host-fault'
import { hostReason } from '#contract/host-reason'
import { backoffMs } from '../../base/backoff.ts'
import { Emitter } from '../../base/emitter.ts'
import type { Log } from '../../base/log.ts'
import type { HostLink } from '../host-link.ts'
import type { MovingAddress } from './moving-address.ts'

/** How a tunnel stands; every time is in milliseconds since 1970. */
export type TunnelState =
  /** `after` is what went wrong last; null: nothing did, so that it is worth waiting for. */
  | { readonly name: 'connecting'; readonly after: string | null }
  | { readonly name: 'up'; readonly since: number }
  /** With no `retryAt`, it stays so until somebody says `retryNow`. */
  | {
      readonly name: 'down'
      readonly since: number
      readonly reason: string
      readonly retryAt: number | null
    }
  | { readonly name: 'closed' }

export interface TunnelOptions {
  /** Where the worker listens, as seen on the host. */
  readonly address: string | MovingAddress
  readonly port: number
  open(signal: AbortSignal): Promise<HostLink>
  readonly pace?: TunnelPace
  readonly log: Log
}

/** Each in milliseconds. */
export interface TunnelPace {
  readonly firstMs: number
  readonly mostMs: number
  /** A connection that was lost sooner counts as one that failed. */
  readonly steadyAfterMs: number
  /** How long a connection in doubt may take to answer. */
  readonly proofMs: number
}

export const usualTunnelPace: TunnelPace = {
  firstMs: 1_000,
  mostMs: 60_000,
  steadyAfterMs: 10_000,
  proofMs: 15_000,
}

/**
 * One SSH connection to a host, kept up, through which each connection to its worker is a channel.
 * A lost one is opened again at once, then with back-off; one that was refused, never by itself, as
 * hosts ban those who try again.
 */
export class Tunnel {
  readonly #options: TunnelOptions
  readonly #pace: TunnelPace
  readonly #changed = new Emitter<TunnelState>()
  readonly #closing = new AbortController()
  readonly #channels = new Set<Duplex>()
  /** Told when it stops connecting, whatever came of it. */
  readonly #waiting: (() => void)[] = []
  #state: TunnelState = { name: 'connecting', after: null }
  #link: HostLink | null = null
  #retry: NodeJS.Timeout | null = null
  #failures = 0
  /** What went wrong last. */
  #failure: unknown = null
  #isConnecting = false
  #isInDoubt = false

  readonly onChange = this.#changed.subscribe

  constructor(options: TunnelOptions) {
    this.#options = options
    this.#pace = options.pace ?? usualTunnelPace
  }

  get state(): TunnelState {
    return this.#state
  }

  start(): void {
    void this.#connect(null)
  }

  /** A new channel to the worker. While there is no connection it rejects at once with the reason. */
  async dial(signal: AbortSignal): Promise<Duplex> {
    if (this.#state.name === 'connecting' && this.#state.after === null) await this.#settled(signal)
    const link = this.#link
    if (!link) throw new Error(this.#problem(), { cause: this.#failure })
    try {
      const channel = await this.#forward(link, signal)
      this.#channels.add(channel)
      // Whoever uses it hears of it as well; before they do, it must not end the process.
      channel.on('error', () => {})
      channel.once('close', () => this.#channels.delete(channel))
      return channel
    } catch (error) {
      // A host that answers refuses at once.
      if (signal.aborted) this.doubt()
      throw error
    }
  }

  /** Forgets the back-off and a refusal: the computer woke up, or the host was changed. */
  retryNow(): void {
    if (this.#state.name === 'up') this.doubt()
    if (this.#state.name !== 'down') return
    this.#failures = 0
    void this.#connect(null)
  }

  /** Something was not answered: the connection has to answer now, or is given up. */
  doubt(): void {
    const link = this.#link
    if (!link || this.#isInDoubt) return
    this.#isInDoubt = true
    this.#lookAgain(link)
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#pace.proofMs)])
    link
      .roundTripMs(signal)
      .catch(() => link.close())
      .finally(() => {
        this.#isInDoubt = false
      })
  }

  close(): void {
    this.#closing.abort()
    if (this.#retry) clearTimeout(this.#retry)
    this.#link?.close()
    this.#drop('the tunnel was closed')
    this.#become({ name: 'closed' })
  }

  async #connect(after: string | null): Promise<void> {
    if (this.#isConnecting || this.#closing.signal.aborted) return
    this.#isConnecting = true
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
    this.#become({ name: 'connecting', after })
    try {
      const link = await this.#options.open(this.#closing.signal)
      this.#isConnecting = false
      this.#hold(link)
    } catch (error) {
      this.#isConnecting = false
      this.#failure = error
      this.#fail(error)
    }
  }

  #hold(link: HostLink): void {
    if (this.#closing.signal.aborted) {
      link.close()
      return
    }
    this.#link = link
    const { address } = this.#options
    if (typeof address !== 'string') address.forget()
    this.#lookAgain(link)
    const since = Date.now()
    const began = performance.now()
    this.#become({ name: 'up', since })
    this.#options.log.info('tunnel up', { host: link.hostId })
    void link.closed.then(() => {
      if (this.#link !== link) return
      this.#drop(lost)
      const { hostId } = link
      this.#failure = new FaultError({
        ...{ code: 'host.cut', host: hostId, detail: 'it was lost' },
        why: hostReason('other-hung-up'),
      })
      if (this.#closing.signal.aborted) return
      this.#options.log.warn('tunnel lost', { host: link.hostId })
      if (performance.now() - began < this.#pace.steadyAfterMs) {
        this.#fail(new Error(lost, { cause: this.#failure }))
        return
      }
      this.#failures = 0
      void this.#connect(null)
    })
  }

  /** Where the worker moved, the host refuses. */
  async #forward(link: HostLink, signal: AbortSignal): Promise<Duplex> {
    const { address, port } = this.#options
    if (typeof address === 'string') return link.forward(address, port, signal)
    const tried = await address.current()
    try {
      return await link.forward(tried, port, signal)
    } catch (error) {
      const isRefused = error instanceof FaultError && error.fault.code === 'host.unreachable'
      const found = isRefused ? await address.lookAgain(link) : tried
      if (found === tried) throw error
      return link.forward(found, port, signal)
    }
  }

  #lookAgain(link: HostLink): void {
    const { address } = this.#options
    if (typeof address !== 'string') void address.lookAgain(link)
  }

  /** The channels of a connection that is gone may not know it yet. */
  #drop(reason: string): void {
    this.#link = null
    for (const channel of this.#channels) channel.destroy(new Error(reason))
    this.#channels.clear()
  }

  #fail(error: unknown): void {
    if (this.#closing.signal.aborted) return
    const reason = reasonOf(error)
    const isFinal = error instanceof FaultError && isUntilTold(error.fault)
    const waitMs = backoffMs(this.#failures++, this.#pace)
    const now = Date.now()
    const retryAt = isFinal ? null : now + waitMs
    this.#options.log.warn('tunnel down', { reason, retryAt, cause: error })
    this.#become({ name: 'down', since: now, reason, retryAt })
    if (isFinal) return
    this.#retry = setTimeout(() => void this.#connect(reason), waitMs)
  }

  #become(state: TunnelState): void {
    this.#state = state
    const isWorthWaitingFor = state.name === 'connecting' && state.after === null
    if (!isWorthWaitingFor) for (const tell of this.#waiting.splice(0)) tell()
    this.#changed.emit(state)
  }

  #settled(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const giveUp = () => reject(signal.reason)
      signal.addEventListener('abort', giveUp, { once: true })
      this.#waiting.push(() => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      })
    })
  }

  #problem(): string {
    const state = this.#state
    if (state.name === 'down') return state.reason
    if (state.name === 'connecting' && state.after !== null) return state.after
    return state.name === 'closed' ? 'the tunnel was closed' : lost
  }
}

const lost = 'the SSH connection was lost'

/** It ends up in the middle of a sentence. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
