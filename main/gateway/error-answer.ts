import { type Fault, faultText } from '#contract/fault'
import type { WireError } from '#contract/wire/chat'
import { incarnationHeader } from '#contract/wire/node'
import { hostErrorKinds } from './host-error-kinds.ts'

interface ErrorKind {
  readonly status: number
  readonly type: string
  readonly code: string
}

const invalid = 'invalid_request_error'
const server = 'server_error'

/** Every fault that may reach a local app, with its HTTP status and OpenAI's words for it. */
const kinds: Partial<Record<Fault['code'], ErrorKind>> = {
  'request.malformed': { status: 400, type: invalid, code: 'invalid_request' },
  'request.too-large': { status: 413, type: invalid, code: 'request_too_large' },
  'request.wrong-type': { status: 415, type: invalid, code: 'unsupported_media_type' },
  'request.forbidden': { status: 403, type: 'permission_error', code: 'forbidden' },
  'request.too-many': { status: 429, type: 'rate_limit_error', code: 'too_many_requests' },
  'request.cancelled': { status: 499, type: invalid, code: 'cancelled' },
  'secret.required': { status: 401, type: 'authentication_error', code: 'secret_required' },
  'route.unknown': { status: 404, type: invalid, code: 'not_found' },
  'route.wrong-method': { status: 405, type: invalid, code: 'method_not_allowed' },
  'model.unknown': { status: 404, type: invalid, code: 'model_not_found' },
  'model.unavailable': { status: 503, type: server, code: 'model_unavailable' },
  'capability.missing': { status: 400, type: invalid, code: 'unsupported_capability' },
  'fleet.none-ready': { status: 503, type: server, code: 'no_worker_ready' },
  'fleet.busy': { status: 429, type: 'rate_limit_error', code: 'workers_busy' },
  'fleet.cooling': { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  'session.unknown': { status: 404, type: invalid, code: 'session_not_found' },
  'request.unknown': { status: 404, type: invalid, code: 'request_not_found' },
  'app.unknown': { status: 404, type: invalid, code: 'app_not_found' },
  'app.key-refused': { status: 401, type: 'authentication_error', code: 'invalid_api_key' },
  'app.model-refused': { status: 403, type: 'permission_error', code: 'model_not_allowed' },
  'app.limit-reached': { status: 429, type: 'rate_limit_error', code: 'limit_reached' },
  'consensus.too-few': { status: 503, type: server, code: 'too_few_workers' },
  'consensus.no-vote': { status: 502, type: server, code: 'no_valid_vote' },
  'battle.unknown': { status: 404, type: invalid, code: 'battle_not_found' },
  'backup.unknown': { status: 404, type: invalid, code: 'backup_not_found' },
  'backup.running': { status: 409, type: invalid, code: 'backup_running' },
  'backup.cancelled': { status: 409, type: invalid, code: 'backup_cancelled' },
  'backup.unusable': { status: 409, type: invalid, code: 'backup_unusable' },
  'deploy.busy': { status: 409, type: invalid, code: 'deploy_busy' },
  'root.stopping': { status: 503, type: server, code: 'root_stopping' },
  'storage.locked': { status: 503, type: server, code: 'storage_locked' },
  'storage.full': { status: 507, type: server, code: 'storage_full' },
  'signature.refused': { status: 401, type: 'authentication_error', code: 'signature_refused' },
  'node.removed': { status: 410, type: invalid, code: 'node_removed' },
  'node.superseded': { status: 409, type: invalid, code: 'node_superseded' },
  'worker.exists': { status: 409, type: invalid, code: 'worker_exists' },
  'worker.fixed': { status: 409, type: invalid, code: 'worker_fixed' },
  'worker.hosted': { status: 409, type: invalid, code: 'worker_hosted' },
  'worker.unknown': { status: 404, type: invalid, code: 'worker_not_found' },
  'worker.unreachable': { status: 502, type: server, code: 'worker_unreachable' },
  'worker.silent': { status: 504, type: server, code: 'worker_silent' },
  'worker.cut': { status: 502, type: server, code: 'worker_cut' },
  ...hostErrorKinds,
}

/** By status, for what is wrong with a request as a whole. */
const unacceptable = {
  408: { status: 408, type: invalid, code: 'request_timeout' },
  414: { status: 414, type: invalid, code: 'uri_too_long' },
  417: { status: 417, type: invalid, code: 'expectation_failed' },
  426: { status: 426, type: invalid, code: 'upgrade_required' },
  431: { status: 431, type: invalid, code: 'headers_too_large' },
} as const

const internal: ErrorKind = { status: 500, type: server, code: 'internal' }

export interface ErrorAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: WireError
}

/** The fault in OpenAI's error shape, with what a client needs to do the right thing next. */
export function errorAnswer(fault: Fault): ErrorAnswer {
  const param = fault.code === 'request.malformed' ? (fault.param ?? null) : null
  if (fault.code === 'provider.refused') {
    return {
      status: fault.status,
      headers: { 'x-should-retry': 'false' },
      body: { error: { message: fault.detail, type: fault.type, code: fault.errorCode, param } },
    }
  }
  const kind =
    fault.code === 'request.unacceptable' ? unacceptable[fault.status] : kinds[fault.code]
  const { status, type, code } = kind ?? internal
  const message = faultText(kind ? fault : { code: 'internal' })
  return { status, headers: headersFor(fault), body: { error: { message, type, code, param } } }
}

/** The root has tried what could be tried: a client that repeats at once only multiplies the load. */
function headersFor(fault: Fault): Record<string, string> {
  switch (fault.code) {
    case 'route.wrong-method':
      return { allow: fault.allow.join(', ') }
    case 'request.unacceptable':
      return fault.status === 426 ? { upgrade: 'websocket', connection: 'upgrade, close' } : {}
    case 'request.too-many':
    case 'fleet.busy':
      return { 'retry-after': String(fault.retryAfterSeconds) }
    case 'fleet.cooling':
      return { 'retry-after': String(fault.retryAfterSeconds), 'x-should-retry': 'false' }
    case 'app.limit-reached':
      return {
        'retry-after': String(fault.retryAfterSeconds),
        // Within a minute it is worth waiting for; until tomorrow it is not.
        ...(fault.limit === 'requests' ? {} : { 'x-should-retry': 'false' }),
      }
    case 'node.superseded':
      return { [incarnationHeader]: String(fault.known) }
    case 'app.key-refused':
    case 'secret.required':
      return { 'www-authenticate': 'Bearer' }
    case 'worker.unreachable':
    case 'worker.silent':
    case 'worker.cut':
    case 'provider.refused':
    case 'consensus.no-vote':
      return { 'x-should-retry': 'false' }
    default:
      return {}
  }
}
