import type { ListedVerdict } from '#contract/http/host-verdict'
import type { ListedHost, ListedTrust } from '#contract/http/hosts'
import type { Host, HostTrust } from '#contract/model/host'
import type { HostFacts, HostProblem, HostVerdict } from '#contract/model/host-facts'

/** A host and how its owner's login stands, without what is secret of it. */
export interface HostView {
  readonly host: Host
  readonly login: {
    readonly hasPrivateKey: boolean
    readonly hasPassphrase: boolean
    readonly hasPassword: boolean
    readonly isReadable: boolean
  }
  /** How near it is to be taken back for having too little to do; null where nobody would. */
  readonly idle: {
    readonly near: boolean
    readonly p95: { readonly cpu: number; readonly network: number; readonly memory: number } | null
    readonly since: number | null
    readonly hours: number
    readonly help: readonly string[]
  } | null
}

export function hostJson({ host, login, idle }: HostView): ListedHost {
  const { auth, coolify, installed } = host
  return {
    id: host.id,
    name: host.name,
    address: host.address,
    port: host.port,
    user: host.user,
    region: host.region,
    monthly_cost: host.monthlyCost,
    auth: {
      kind: authKinds[auth.kind],
      private_key_path: auth.kind === 'private-key-file' ? auth.path : null,
      has_private_key: login.hasPrivateKey,
      has_passphrase: login.hasPassphrase,
      has_password: login.hasPassword,
      readable: login.isReadable,
    },
    has_own_key: host.hasOwnKey,
    jump: host.jump,
    host_key: host.keyRule === 'ask' ? 'ask' : 'accept_new',
    method: host.method,
    transport: host.transport,
    priority: host.priority,
    critical: host.isCritical,
    coolify: coolify && { account_id: coolify.accountId, server_uuid: coolify.serverUuid },
    trust: trustJson(host.trust),
    verdict: host.verdict && verdictJson(host.verdict),
    installed: installed && {
      worker_id: installed.workerId,
      method: installed.method,
      version: installed.version,
      address: installed.address,
      port: installed.port,
      at: timeText(installed.at),
    },
    idle: idle && {
      near: idle.near,
      p95: idle.p95,
      since: idle.since === null ? null : timeText(idle.since),
      hours: idle.hours,
      help: [...idle.help],
    },
    added_at: timeText(host.addedAt),
  }
}

const authKinds = {
  'private-key': 'private_key',
  'private-key-file': 'private_key_path',
  agent: 'agent',
  password: 'password',
} as const

const reasons = {
  owner: 'owner',
  expected: 'expected',
  'known-hosts': 'known_hosts',
  'first-contact': 'first_contact',
} as const

function trustJson(trust: HostTrust): ListedTrust {
  const nothing = {
    state: trust.name,
    key: null,
    pinned: null,
    pinned_at: null,
    because: null,
    expected_fingerprint: null,
  }
  switch (trust.name) {
    case 'unseen':
      return { ...nothing, expected_fingerprint: trust.expected ?? null }
    case 'offered':
      return { ...nothing, key: trust.key, expected_fingerprint: trust.expected ?? null }
    case 'pinned': {
      const { key, at, because } = trust
      return {
        ...{ ...nothing, key, pinned: key },
        ...{ pinned_at: timeText(at), because: reasons[because] },
      }
    }
    case 'changed':
      return { ...nothing, key: trust.offered, pinned: trust.pinned }
  }
}

function verdictJson(verdict: HostVerdict): ListedVerdict {
  const problems = verdict.problems.map(problemJson)
  if (verdict.name === 'unseen') {
    return { state: verdict.name, facts: null, score: null, problems, methods: [] }
  }
  const { facts, score, methods } = verdict
  return {
    state: verdict.name,
    facts: factsJson(facts),
    score: { total: score.total, parts: score.parts.map(part => ({ ...part })) },
    problems,
    methods: [...methods],
  }
}

function problemJson({ code, says, isWarning, message, help }: HostProblem) {
  const told = { code, warning: isWarning, message, help }
  if (!says) return told
  const { sentence } = says
  return {
    ...told,
    sentence,
    facts: says.sentence === 'fault' ? { ...says.fault } : { ...says.facts },
  }
}

type ListedFacts = NonNullable<ListedVerdict['facts']>

function factsJson(facts: HostFacts): ListedFacts {
  const { docker, apt, firewall, installed } = facts
  return {
    at: timeText(facts.at),
    hostname: facts.hostname,
    os: facts.os,
    kernel: facts.kernel,
    architecture: facts.architecture,
    page_size: facts.pageSize,
    glibc: facts.glibc,
    cpus: facts.cpus,
    load1: facts.load1,
    memory: facts.memory,
    disk: facts.disk,
    systemd: facts.isSystemd,
    privileges: facts.privileges === 'sudo-asks' ? 'sudo_asks' : facts.privileges,
    docker: docker && { version: docker.version, running: docker.isRunning },
    cloud_init: facts.cloudInit,
    apt: apt && { locked_by: apt.lockedBy },
    firewall: { rejects_input: firewall.rejectsInput, manager: firewall.manager },
    clock_skew_ms: facts.clockSkewMs,
    time_zone: facts.timeZone,
    installed: installed && {
      method: installed.method,
      version: installed.version,
      running: installed.isRunning,
    },
    cloud: facts.cloud,
    round_trip_ms: facts.roundTripMs,
  }
}

const timeText = (at: number) => new Date(at).toISOString()
