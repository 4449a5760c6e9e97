import { connect, type TLSSocket } from 'node:tls'
import type { buildConnector } from 'undici'
import { safeLookup } from '../base/safe-lookup.ts'
import type { Secret } from '../base/secret.ts'

/** Who we are to a worker, and whom we believe; certificates and key in PEM. */
export interface TlsIdentity {
  readonly authorities: string
  readonly certificate: string
  readonly key: Secret
}

export interface TlsWay {
  /** The name that the certificate of this worker, and of no other, stands for. */
  readonly serverName: string
  /** Asked for each connection, as certificates are renewed. */
  identity(): Promise<TlsIdentity>
}

const keepAliveAfterMs = 60_000

/** Mutual TLS 1.3. No session is taken up again, so that each connection proves who is there. */
export function tlsConnector(way: TlsWay, withinMs: number): buildConnector.connector {
  return ({ hostname, port }, done) => {
    way.identity().then(
      ({ authorities, certificate, key }) => {
        const socket = connect({
          host: hostname,
          port: Number(port),
          servername: way.serverName,
          ca: authorities,
          cert: certificate,
          key: key.reveal(),
          minVersion: 'TLSv1.3',
          ALPNProtocols: ['http/1.1'],
          lookup: safeLookup,
        })
        socket.setNoDelay(true)
        socket.setKeepAlive(true, keepAliveAfterMs)
        settle(socket, withinMs, done)
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    )
  }
}

function settle(socket: TLSSocket, withinMs: number, done: buildConnector.Callback): void {
  const late = setTimeout(
    () => socket.destroy(new Error(`no connection within ${withinMs} ms`)),
    withinMs,
  )
  const onError = (error: Error) => {
    clearTimeout(late)
    done(new Error(tlsProblem(error), { cause: error }), null)
  }
  socket.once('error', onError)
  socket.once('secureConnect', () => {
    clearTimeout(late)
    socket.removeListener('error', onError)
    done(null, socket)
  })
}

/** What went wrong between two sides that would prove themselves, in words for whoever set them up. */
export function tlsProblem(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'it shows the certificate of another worker'
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired'
  if (code === 'CERT_NOT_YET_VALID') return 'its certificate is not valid yet: compare the clocks'
  if (foreign.has(code)) return 'its certificate is not of our authority'
  if (/ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE)/.test(code)) {
    return 'it refuses our certificate'
  }
  if (code.startsWith('ERR_SSL_')) return `no TLS 1.3 could be agreed on (${code})`
  return error.message
}

const foreign = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_PURPOSE',
])
