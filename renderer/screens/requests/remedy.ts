import type { FaultCode } from '#contract/fault'

/** What helps, told apart by what one would do; each has a sentence in every language. */
export const remedies = [
  'key',
  'quota',
  'rate',
  'provider',
  'context',
  'said',
  'body',
  'route',
  'limit',
  'appKey',
  'appModel',
  'model',
  'modelAway',
  'capability',
  'noWorker',
  'busy',
  'cooling',
  'unreachable',
  'silent',
  'cut',
  'signature',
  'vote',
  'left',
  'stopped',
  'port',
  'setting',
  'disk',
  'database',
  'host',
  'deployment',
  'gone',
  'inside',
] as const
export type Remedy = (typeof remedies)[number]

/** A new code does not compile until it stands here. */
export const remedyByCode: Readonly<Record<FaultCode, Remedy>> = {
  'request.malformed': 'said',
  'request.too-large': 'body',
  'request.wrong-type': 'said',
  'request.forbidden': 'route',
  'request.unacceptable': 'said',
  'request.too-many': 'busy',
  'request.cancelled': 'left',
  'request.unknown': 'gone',
  'secret.required': 'appKey',
  'secret.unreadable': 'setting',
  'route.unknown': 'route',
  'route.wrong-method': 'route',
  'model.unknown': 'model',
  'model.unavailable': 'modelAway',
  'capability.missing': 'capability',
  'fleet.none-ready': 'noWorker',
  'fleet.busy': 'busy',
  'fleet.cooling': 'cooling',
  'root.stopping': 'stopped',
  'root.stopped': 'stopped',
  'node.removed': 'gone',
  'node.superseded': 'gone',
  'signature.refused': 'signature',
  'worker.unknown': 'gone',
  'worker.exists': 'setting',
  'worker.fixed': 'setting',
  'worker.hosted': 'host',
  'worker.unreachable': 'unreachable',
  'worker.silent': 'silent',
  'worker.cut': 'cut',
  'provider.refused': 'provider',
  'session.unknown': 'gone',
  'app.key-refused': 'appKey',
  'app.limit-reached': 'limit',
  'app.model-refused': 'appModel',
  'app.unknown': 'gone',
  'consensus.too-few': 'vote',
  'consensus.no-vote': 'vote',
  'battle.unknown': 'gone',
  'deploy.busy': 'deployment',
  'turn.unknown': 'gone',
  'port.taken': 'port',
  'bind.needs-secret': 'setting',
  'setting.invalid': 'setting',
  'setting.fixed': 'setting',
  'data-folder.taken': 'database',
  'database.newer': 'database',
  'database.damaged': 'database',
  'backup.unknown': 'gone',
  'backup.running': 'database',
  'backup.cancelled': 'database',
  'backup.unusable': 'database',
  'storage.full': 'disk',
  'storage.locked': 'database',
  'file.unusable': 'said',
  'server.unreachable': 'said',
  'server.silent': 'said',
  'server.strange': 'said',
  internal: 'inside',
  'archive.damaged': 'host',
  'archive.missing': 'host',
  'coolify.in-use': 'host',
  'coolify.refused': 'host',
  'coolify.too-old': 'host',
  'coolify.unknown': 'gone',
  'coolify.unreachable': 'host',
  'deployment.busy': 'deployment',
  'deployment.over': 'deployment',
  'deployment.unknown': 'gone',
  'host.auth-refused': 'host',
  'host.cut': 'host',
  'host.disk-full': 'disk',
  'host.exists': 'host',
  'host.import-malformed': 'host',
  'host.in-use': 'host',
  'host.key-changed': 'host',
  'host.key-needs-passphrase': 'host',
  'host.key-revoked': 'host',
  'host.key-unreadable': 'host',
  'host.locked': 'deployment',
  'host.no-common-algorithm': 'host',
  'host.noisy': 'host',
  'host.step-failed': 'host',
  'host.unknown': 'gone',
  'host.unreachable': 'host',
  'host.untrusted': 'host',
  'host.unusable': 'host',
}

const tooLong = /context|maximum.{0,20}tokens|too many (input )?tokens|prompt is too long/i
const spent = /quota|billing|credit|balance|payment|insufficient/i

/** By the code, and where a provider refused by its status and its words. */
export function remedyFor(code: string | null, status: number, detail: string): Remedy {
  const known = code === null ? undefined : remedyByCode[code as FaultCode]
  if (known !== undefined && known !== 'provider') return known
  if (status === 0 && code === null) return 'inside'
  return refusalRemedy(status, detail)
}

function refusalRemedy(status: number, detail: string): Remedy {
  if (status === 402 || (status === 429 && spent.test(detail))) return 'quota'
  if (status === 401 || status === 403) return 'key'
  if (status === 429) return 'rate'
  if (status === 404) return 'model'
  if (status === 413) return 'context'
  if (status >= 500) return 'provider'
  if (/api key|unauthori[sz]ed/i.test(detail)) return 'key'
  return tooLong.test(detail) ? 'context' : 'said'
}
