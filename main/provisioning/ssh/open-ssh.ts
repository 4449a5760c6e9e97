import type { Duplex } from 'node:stream'
import { Client } from 'ssh2'
import { FaultError } from '#contract/fault'
import type { HostKey } from '#contract/model/host'
import { algorithmsFor } from './algorithms.ts'
import { connectFailure, type Stage } from './connect-failure.ts'
import { type Credentials, credentialsOf } from './credentials.ts'
import { dial } from './dial.ts'
import { firstBytes, type Greeting } from './first-bytes.ts'
import { hostKeyOf } from './host-key.ts'
import type { OpenedKeys } from './opened-keys.ts'
import { plainWords } from './plain-words.ts'
import { SshLink } from './ssh-link.ts'
import { type SshPlace, type SshTarget, type SshTimes, usualTimes } from './ssh-target.ts'

/**
 * Connects and logs in, with one try: hosts ban those who try again. Nothing secret leaves before
 * the host has shown the pinned key. FaultError `host.untrusted`, `host.key-changed`,
 * `host.unreachable`, `host.auth-refused`, `host.no-common-algorithm`, or of the key.
 */
export async function openSsh(
  target: SshTarget,
  signal: AbortSignal,
  times: SshTimes = usualTimes,
  keys?: OpenedKeys,
): Promise<SshLink> {
  const credentials = await credentialsOf(target, keys)
  return new Approach(target, target.pinned, credentials).open(signal, times)
}

/** Makes contact, learns the host's key, and hangs up before anything else is said. */
export async function readHostKey(
  place: SshPlace,
  signal: AbortSignal,
  times: SshTimes = usualTimes,
): Promise<HostKey> {
  const nobody: Credentials = { tried: [], next: () => false }
  try {
    const link = await new Approach({ ...place, user: 'nobody' }, null, nobody).open(signal, times)
    link.close()
  } catch (error) {
    if (error instanceof FaultError && error.fault.code === 'host.untrusted') return error.fault.key
    throw error
  }
  throw new Error('a connection was made to a host that is not pinned')
}

const unansweredSigns = 3

/** One connection on its way from the first packet to being logged in. */
class Approach {
  readonly #place: SshPlace & { readonly user: string }
  readonly #pinned: HostKey | null
  readonly #credentials: Credentials
  readonly #client = new Client()
  #greeting: () => Greeting = () => ({ words: '', server: null, offer: null })
  #stage: Stage = 'dialling'
  #doubt: FaultError | null = null
  #offered: readonly string[] = []
  #banner = ''

  constructor(
    place: SshPlace & { readonly user: string },
    pinned: HostKey | null,
    credentials: Credentials,
  ) {
    this.#place = place
    this.#pinned = pinned
    this.#credentials = credentials
  }

  async open(signal: AbortSignal, times: SshTimes): Promise<SshLink> {
    signal.throwIfAborted()
    const late = AbortSignal.timeout(times.readyMs)
    const socket = await dial(this.#place, AbortSignal.any([signal, late])).catch(error => {
      throw late.aborted && !signal.aborted ? this.#failure(timeout()) : error
    })
    const client = this.#client
    return new Promise((resolve, reject) => {
      const onAbort = () => fail(signal.reason)
      const fail = (reason: unknown) => {
        signal.removeEventListener('abort', onAbort)
        client.destroy()
        socket.destroy()
        reject(reason)
      }
      client.on('error', error => fail(this.#failure(error)))
      client.once('close', () => fail(this.#failure(new Error('it hung up'))))
      client.once('ready', () => {
        signal.removeEventListener('abort', onAbort)
        client.removeAllListeners('close')
        client.removeAllListeners('error')
        resolve(new SshLink(client, socket, this.#place))
      })
      this.#listen()
      this.#connect(socket, times)
      // ssh2 has paused it by now, so that to listen does not set it flowing.
      this.#greeting = firstBytes(socket)
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  #listen(): void {
    this.#client.on('connect', () => {
      this.#stage = 'greeting'
    })
    this.#client.on('handshake', () => {
      this.#stage = 'logging-in'
    })
    this.#client.on('banner', text => {
      this.#banner = text
    })
  }

  #connect(socket: Duplex, times: SshTimes): void {
    this.#client.connect({
      sock: socket,
      username: this.#place.user,
      algorithms: algorithmsFor(this.#pinned),
      readyTimeout: times.readyMs,
      keepaliveInterval: times.keepaliveMs,
      keepaliveCountMax: unansweredSigns,
      hostVerifier: (bytes: Buffer) => {
        this.#doubt = this.#doubtAbout(hostKeyOf(bytes))
        return this.#doubt === null
      },
      authHandler: (methods, _partial, next) => {
        // Typed otherwise, but the methods are null at the first call, and false gives up.
        const offered = methods as typeof methods | null
        if (offered !== null) this.#offered = offered
        next(this.#credentials.next(offered) as Parameters<typeof next>[0])
      },
    })
  }

  #doubtAbout(key: HostKey): FaultError | null {
    const { host } = this.#place
    const pinned = this.#pinned
    if (pinned === null) return new FaultError({ code: 'host.untrusted', host, key })
    if (pinned.blob === key.blob) return null
    return new FaultError({ code: 'host.key-changed', host, pinned, offered: key })
  }

  #failure(error: Error): FaultError {
    if (this.#doubt !== null) return this.#doubt
    const greeting = this.#greeting()
    const isRefused =
      this.#stage === 'logging-in' &&
      (('level' in error && error.level === 'client-authentication') ||
        /authentication failures/i.test(error.message))
    if (!isRefused) {
      const isGreeted = this.#stage === 'greeting' && greeting.server !== null
      return connectFailure(this.#place, isGreeted ? 'agreeing' : this.#stage, error, greeting)
    }
    const { host, user } = this.#place
    const said = plainWords(this.#banner, 300)
    return new FaultError(
      {
        code: 'host.auth-refused',
        host,
        user,
        tried: this.#credentials.tried,
        offered: this.#offered,
        ...(said === '' ? {} : { said }),
      },
      { cause: error },
    )
  }
}

const timeout = () => Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })
