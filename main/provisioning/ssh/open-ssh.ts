import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { Client } from 'ssh2'
import { FaultError } from '#contract/fault'
import type { HostKey } from '#contract/model/host'
import { algorithmsFor } from './algorithms.ts'
import { credentialsOf } from './credentials.ts'
import { hostKeyOf } from './host-key.ts'
import { SshLink } from './ssh-link.ts'
import { type SshTarget, type SshTimes, usualTimes } from './ssh-target.ts'

const unanswered = 3

/**
 * Connects and logs in, with one try: hosts ban those who try again. Nothing that is secret leaves
 * before the host has shown the pinned key: FaultError `host.untrusted`, `host.key-changed`,
 * `host.unreachable`, `host.auth-refused`, `host.no-common-algorithm`, or of the key.
 */
export async function openSsh(
  target: SshTarget,
  signal: AbortSignal,
  times: SshTimes = usualTimes,
): Promise<SshLink> {
  const credentials = await credentialsOf(target)
  const socket = await socketTo(target, signal)
  return new Promise((resolve, reject) => {
    const client = new Client()
    let offered: readonly string[] = []
    let doubt: FaultError | null = null
    const fail = (error: unknown) => {
      signal.removeEventListener('abort', onAbort)
      client.destroy()
      reject(error)
    }
    const onAbort = () => fail(signal.reason)
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    client.on('error', error => {
      const code = 'host.unreachable'
      const isRefused = 'level' in error && error.level === 'client-authentication'
      if (doubt) fail(doubt)
      else if (isRefused) {
        const { host, user } = target
        fail(
          new FaultError({
            code: 'host.auth-refused',
            host,
            user,
            tried: credentials.tried,
            offered,
          }),
        )
      } else fail(new FaultError({ code, host: target.host, detail: error.message }))
    })
    client.once('ready', () => {
      signal.removeEventListener('abort', onAbort)
      resolve(new SshLink(client, target))
    })
    client.connect({
      sock: socket,
      username: target.user,
      algorithms: algorithmsFor(target.pinned),
      readyTimeout: times.readyMs,
      keepaliveInterval: times.keepaliveMs,
      keepaliveCountMax: unanswered,
      hostVerifier: (bytes: Buffer) => {
        doubt = doubtAbout(target, hostKeyOf(bytes))
        return doubt === null
      },
      authHandler: (methods, _partial, next) => {
        // Typed otherwise, but null at the first call, and false to give up.
        const left = methods as typeof methods | null
        if (left !== null) offered = left
        next(credentials.next(left) as Parameters<typeof next>[0])
      },
    })
  })
}

function doubtAbout({ host, pinned }: SshTarget, key: HostKey): FaultError | null {
  if (pinned === null) return new FaultError({ code: 'host.untrusted', host, key })
  if (pinned.blob === key.blob) return null
  return new FaultError({ code: 'host.key-changed', host, pinned, offered: key })
}

async function socketTo({ address, port, via }: SshTarget, signal: AbortSignal): Promise<Duplex> {
  if (via !== null) return via.forward(address, port, signal)
  return connect({ host: address, port, noDelay: true })
}
