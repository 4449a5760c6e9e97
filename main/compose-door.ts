import { hostname } from 'node:os'
import type { Admission } from './gateway/admission.ts'
import type { CrossOrigin } from './gateway/cross-origin.ts'
import { Door, isLoopback } from './gateway/door.ts'
import type { NodeGuard } from './gateway/node-guard.ts'
import { SecretGuard } from './gateway/secret-guard.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'

interface DoorParts {
  readonly crossOrigin: CrossOrigin
  readonly admission: Admission
  readonly nodeGuard: NodeGuard
}

/** Joins what the door goes by: the names of this computer, keys of apps, the secret, signatures. */
export function openDoor(
  { host, allowedHosts, rootSecret, ownerSecretAlways }: ResolvedSettings,
  { crossOrigin, admission, nodeGuard }: DoorParts,
): Door {
  const own = hostname().toLowerCase()
  const guard = new SecretGuard(rootSecret)
  return new Door({
    host,
    names: isLoopback(host) ? allowedHosts : [...allowedHosts, own, `${own}.local`],
    asksOwnersAlways: ownerSecretAlways,
    isListedOrigin: origin => crossOrigin.allows(origin),
    secretRefusal: request => guard.refusal(request),
    isSigned: request => nodeGuard.isSigned(request),
    appKey: request => admission.appKey(request),
  })
}
