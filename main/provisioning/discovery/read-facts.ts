import { z } from 'zod'
import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import type { HostFacts } from '#contract/model/host-facts'
import { cloudOf } from './cloud.ts'

/** When what a host printed was asked for and heard, by our own clock. */
export interface Hearing {
  /** Milliseconds since 1970. */
  readonly heardAt: number
  readonly roundTripMs: number
}

const mostLength = 200
/** Whoever is on the host chose these texts, and they are shown in windows and terminals. */
const Text = z
  .string()
  .transform(text => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').slice(0, mostLength))
const Amount = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER)
const Count = z.int().nonnegative()

const Printed = z.object({
  hostname: Text,
  osId: Text,
  osVersion: Text,
  osName: Text,
  kernel: Text,
  machine: Text,
  wordBits: Count.nullable(),
  pageSize: Count.nullable(),
  glibc: Text.nullable(),
  cpus: Count.max(100_000),
  load1: Amount.nullable(),
  memoryTotal: Amount,
  /** Kernels before 3.14 do not tell. */
  memoryAvailable: Amount.nullable(),
  diskTotal: Amount,
  diskFree: Amount,
  isSystemd: z.boolean(),
  privileges: z.enum(['root', 'sudo', 'sudo-asks', 'none']),
  hasDocker: z.boolean(),
  dockerVersion: Text.nullable(),
  dockerRuns: z.boolean(),
  cloudInit: z.enum(['absent', 'running', 'done', 'failed']),
  hasApt: z.boolean(),
  aptLockedBy: Text.nullable(),
  rejectsInput: z.boolean(),
  firewallManager: z.enum(['ufw', 'firewalld', 'netfilter-persistent']).nullable(),
  timeZone: Text,
  hasPlain: z.boolean(),
  plainVersion: Text.nullable(),
  plainRuns: z.boolean(),
  /** `true 1.2.3`: whether the container runs, and its label. */
  container: Text.nullable(),
  cloudId: Text.nullable(),
  dmi: Text.nullable(),
  /** Milliseconds since 1970, or whole seconds as such. */
  clock: Count.nullable(),
})
type Printed = z.infer<typeof Printed>

/** FaultError `host.noisy` when it is not what the facts script prints. */
export function readFacts(stdout: string, host: string, hearing: Hearing): HostFacts {
  const printed = Printed.safeParse(parsed(stdout, host))
  if (!printed.success) throw noisy(host, z.prettifyError(printed.error), 'printed-else')
  return factsOf(printed.data, hearing)
}

function parsed(stdout: string, host: string): unknown {
  try {
    return JSON.parse(stdout)
  } catch {
    const said = stdout.trim()
    throw said === ''
      ? noisy(host, 'it printed nothing', 'printed-nothing')
      : noisy(host, said, 'printed-else')
  }
}

function noisy(host: string, text: string, code: 'printed-else' | 'printed-nothing'): FaultError {
  const detail = Text.parse(text)
  return new FaultError({
    ...{ code: 'host.noisy', host, detail, why: hostReason(code) },
    ...(code === 'printed-else' && { said: detail }),
  })
}

function factsOf(printed: Printed, { heardAt, roundTripMs }: Hearing): HostFacts {
  return {
    at: heardAt,
    hostname: printed.hostname,
    os: { id: printed.osId, version: printed.osVersion, name: printed.osName },
    kernel: printed.kernel,
    architecture: architectureOf(printed.machine, printed.wordBits),
    pageSize: printed.pageSize ?? 4096,
    glibc: printed.glibc,
    cpus: Math.max(1, printed.cpus),
    load1: printed.load1 ?? 0,
    memory: {
      total: printed.memoryTotal,
      available: printed.memoryAvailable ?? printed.memoryTotal,
    },
    disk: { total: printed.diskTotal, free: printed.diskFree },
    isSystemd: printed.isSystemd,
    privileges: printed.privileges,
    docker: printed.hasDocker
      ? { version: printed.dockerVersion, isRunning: printed.dockerRuns }
      : null,
    cloudInit: printed.cloudInit,
    apt: printed.hasApt ? { lockedBy: printed.aptLockedBy } : null,
    firewall: { rejectsInput: printed.rejectsInput, manager: printed.firewallManager },
    clockSkewMs:
      printed.clock === null ? 0 : Math.round(printed.clock - (heardAt - roundTripMs / 2)),
    timeZone: printed.timeZone,
    installed: installedOf(printed),
    cloud: cloudOf(printed.cloudId, printed.dmi),
    roundTripMs,
  }
}

/** A kernel of 64 bits may carry programs of 32, as on many a Raspberry Pi. */
function architectureOf(machine: string, wordBits: number | null): string {
  if (wordBits === 32) return `${machine}, 32 bit`
  if (machine === 'x86_64' || machine === 'amd64') return 'x64'
  if (machine === 'aarch64' || machine === 'arm64') return 'arm64'
  return machine
}

/** Where both are there, the one that runs is meant. */
function installedOf(printed: Printed): HostFacts['installed'] {
  const plain = printed.hasPlain
    ? { method: 'plain' as const, version: printed.plainVersion, isRunning: printed.plainRuns }
    : null
  const docker = containerOf(printed.container)
  return plain && docker && !plain.isRunning && docker.isRunning ? docker : (plain ?? docker)
}

function containerOf(container: string | null) {
  if (container === null) return null
  const [running, version] = container.trim().split(' ')
  return { method: 'docker' as const, version: version || null, isRunning: running === 'true' }
}
