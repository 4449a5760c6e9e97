import type { IncomingMessage } from 'node:http'
import { isLoopback } from './settings.ts'
import { type SignatureGuard, unsignedRefusal } from './signature-guard.ts'
import { WireFault } from './wire-fault.ts'

/** Who asks, once the body is there. */
export interface Access {
  /** Throws when the signature does not fit; tells whether the caller may learn everything. */
  admit(body: Uint8Array): boolean
}

/** Decides from the headers alone whether the body is worth reading. */
export function accessOf(
  request: IncomingMessage,
  guard: SignatureGuard,
  isOpenToStrangers: boolean,
): Access {
  if (!guard.isOn) {
    refuseWebPages(request)
    return { admit: () => true }
  }
  const claim = guard.claim(request.headers)
  if (!claim) {
    if (!isOpenToStrangers) throw unsignedRefusal()
    return { admit: () => false }
  }
  const line = { method: request.method ?? '', path: request.url ?? '' }
  return {
    admit(body) {
      guard.verify(claim, line, body)
      return true
    },
  }
}

/** Without a secret only programs of this machine may ask, not the pages that its browser shows. */
function refuseWebPages({ headers }: IncomingMessage): void {
  const isForeign = (url: string) => !URL.canParse(url) || !isLoopback(hostOf(url))
  const host = headers.host ?? 'localhost'
  const { origin } = headers
  if (!isForeign(`http://${host}`) && (origin === undefined || !isForeign(origin))) return
  throw new WireFault({
    status: 403,
    message: 'This worker answers programs of its own machine only.',
    code: 'forbidden',
  })
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}
