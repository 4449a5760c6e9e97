import type { HostFault } from '#contract/host-fault'

const invalid = 'invalid_request_error'
const server = 'server_error'

/** What is wrong with hosts, with its HTTP status and OpenAI's words for it. */
export const hostErrorKinds = {
  'host.unknown': { status: 404, type: invalid, code: 'host_not_found' },
  'host.exists': { status: 409, type: invalid, code: 'host_exists' },
  'host.in-use': { status: 409, type: invalid, code: 'host_in_use' },
  'host.import-malformed': { status: 400, type: invalid, code: 'import_malformed' },
  'host.key-unreadable': { status: 400, type: invalid, code: 'key_unreadable' },
  'host.key-needs-passphrase': { status: 400, type: invalid, code: 'key_needs_passphrase' },
  'host.untrusted': { status: 409, type: invalid, code: 'host_untrusted' },
  'host.key-changed': { status: 409, type: invalid, code: 'host_key_changed' },
  'host.key-revoked': { status: 409, type: invalid, code: 'host_key_revoked' },
  'host.unreachable': { status: 502, type: server, code: 'host_unreachable' },
  'host.auth-refused': { status: 502, type: server, code: 'host_auth_refused' },
  'host.no-common-algorithm': { status: 502, type: server, code: 'host_no_common_algorithm' },
  'host.cut': { status: 502, type: server, code: 'host_cut' },
  'host.noisy': { status: 502, type: server, code: 'host_noisy' },
  'host.unusable': { status: 409, type: invalid, code: 'host_unusable' },
  'host.step-failed': { status: 502, type: server, code: 'host_step_failed' },
  'host.disk-full': { status: 507, type: server, code: 'host_disk_full' },
  'archive.missing': { status: 409, type: invalid, code: 'archive_missing' },
  'archive.damaged': { status: 409, type: invalid, code: 'archive_damaged' },
  'host.locked': { status: 409, type: invalid, code: 'host_locked' },
  'deployment.unknown': { status: 404, type: invalid, code: 'deployment_not_found' },
  'deployment.busy': { status: 409, type: invalid, code: 'deployment_busy' },
  'deployment.over': { status: 409, type: invalid, code: 'deployment_over' },
  'coolify.refused': { status: 502, type: server, code: 'coolify_refused' },
  'coolify.unreachable': { status: 502, type: server, code: 'coolify_unreachable' },
  'coolify.too-old': { status: 502, type: server, code: 'coolify_too_old' },
  'coolify.unknown': { status: 404, type: invalid, code: 'coolify_not_found' },
  'coolify.in-use': { status: 409, type: invalid, code: 'coolify_in_use' },
} as const satisfies Readonly<
  Record<
    HostFault['code'],
    { readonly status: number; readonly type: string; readonly code: string }
  >
>
