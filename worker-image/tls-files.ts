import { readFileSync, statSync } from 'node:fs'
import type { Server } from 'node:https'
import { FaultError } from '#contract/fault'
import type { Log } from './log.ts'
import type { WorkerSettings } from './settings.ts'

/** Where the worker's certificate is, its key, and who may call it. */
export interface TlsPaths {
  readonly certificate: string
  readonly key: string
  readonly authority: string
}

/** As `node:tls` takes them. */
interface TlsMaterial {
  readonly cert: string
  readonly key: string
  readonly ca: string
  readonly minVersion: 'TLSv1.3'
}

const lookEveryMs = 2_000

/** Null where the worker speaks without TLS. FaultError when some of the three are missing. */
export function tlsPaths(settings: WorkerSettings): TlsPaths | null {
  const { tlsCertificateFile, tlsKeyFile, tlsAuthorityFile } = settings
  if (tlsCertificateFile === null && tlsKeyFile === null && tlsAuthorityFile === null) return null
  return {
    certificate: needed('WORKER_TLS_CERT_FILE', tlsCertificateFile),
    key: needed('WORKER_TLS_KEY_FILE', tlsKeyFile),
    authority: needed('WORKER_TLS_CA_FILE', tlsAuthorityFile),
  }
}

function needed(name: string, path: string | null): string {
  if (path !== null) return path
  throw new FaultError({
    code: 'setting.invalid',
    name,
    value: '',
    allowed: 'a file, as the others of WORKER_TLS_CERT_FILE, _KEY_FILE and _CA_FILE are set',
  })
}

/** FaultError when one cannot be read. */
export function tlsMaterial(paths: TlsPaths): TlsMaterial {
  return {
    cert: text('WORKER_TLS_CERT_FILE', paths.certificate),
    key: text('WORKER_TLS_KEY_FILE', paths.key),
    ca: text('WORKER_TLS_CA_FILE', paths.authority),
    minVersion: 'TLSv1.3',
  }
}

/**
 * Takes up new files for connections to come, on SIGHUP and soon after they changed; those that are
 * open go on. Half a change is passed over: the files that are in force stay. Returns what ends it.
 */
export function followTlsFiles(server: Server, paths: TlsPaths, log: Log): () => void {
  let seen = fingerprint(paths)
  const reload = () => {
    try {
      server.setSecureContext(tlsMaterial(paths))
      log.info('certificate taken up')
    } catch (error) {
      log.warn('new certificate not usable, the one before stays', { reason: String(error) })
    }
  }
  const look = setInterval(() => {
    const found = fingerprint(paths)
    if (found === seen) return
    seen = found
    reload()
  }, lookEveryMs)
  look.unref()
  process.on('SIGHUP', reload)
  return () => {
    clearInterval(look)
    process.off('SIGHUP', reload)
  }
}

function fingerprint({ certificate, key, authority }: TlsPaths): string {
  return [certificate, key, authority].map(stamp).join()
}

function stamp(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.ino}-${found.mtimeNs}-${found.size}` : 'none'
}

function text(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    const allowed = 'a file that the worker may read'
    throw new FaultError({ code: 'setting.invalid', name, value: path, allowed })
  }
}
