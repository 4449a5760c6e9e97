import type { Fault } from '../fault.ts'
import type { Facts } from '../host-reason.ts'

/** What the worker program may be run by. */
export const hostMethods = ['docker', 'plain', 'coolify'] as const
export type HostMethod = (typeof hostMethods)[number]

/** What one script over one connection found on a host; sizes in bytes, times in milliseconds. */
export interface HostFacts {
  /** Milliseconds since 1970, by the clock of the root node. */
  readonly at: number
  readonly hostname: string
  /** Out of os-release: `debian`, `12`, `Debian GNU/Linux 12 (bookworm)`. */
  readonly os: { readonly id: string; readonly version: string; readonly name: string }
  readonly kernel: string
  /** As Node names it where it knows it (`x64`, `arm64`), else as uname says. */
  readonly architecture: string
  readonly pageSize: number
  /** Null where the C library is another one. */
  readonly glibc: string | null
  readonly cpus: number
  readonly load1: number
  readonly memory: { readonly total: number; readonly available: number }
  /** Of the file system that the worker is put on. */
  readonly disk: { readonly total: number; readonly free: number }
  readonly isSystemd: boolean
  readonly privileges: 'root' | 'sudo' | 'sudo-asks' | 'none'
  readonly docker: { readonly version: string | null; readonly isRunning: boolean } | null
  readonly cloudInit: 'absent' | 'running' | 'done' | 'failed'
  /** Null where there is no apt; the program that holds its lock, or null. */
  readonly apt: { readonly lockedBy: string | null } | null
  readonly firewall: {
    /** Whether a rule at the end of INPUT refuses what no rule before it let in. */
    readonly rejectsInput: boolean
    readonly manager: 'ufw' | 'firewalld' | 'netfilter-persistent' | null
  }
  /** How far its clock is ahead of ours, give or take the round trip. */
  readonly clockSkewMs: number
  readonly timeZone: string
  /** What of ours is there, whoever put it. */
  readonly installed: {
    readonly method: Exclude<HostMethod, 'coolify'>
    readonly version: string | null
    readonly isRunning: boolean
  } | null
  /** `oracle`, `amazon` …: the cloud, where the machine says so. */
  readonly cloud: string | null
  readonly roundTripMs: number
}

export const scoreParts = ['latency', 'resources', 'region', 'cost'] as const

/** How well a host suits, from 0 to 100; each part with its share in the whole and why. */
export interface HostScore {
  readonly total: number
  readonly parts: readonly {
    readonly name: (typeof scoreParts)[number]
    readonly points: number
    readonly most: number
    readonly why: string
  }[]
}

/** Which sentence says it; those of a fault are named as the fault. */
export const hostProblemSentences = [
  'architecture',
  'system-32-bit',
  'sudo-asks',
  'no-privileges',
  'no-systemd',
  'other-libc',
  'old-glibc',
  'podman',
  'docker-down',
  'memory',
  'disk',
  'page-size',
  'clock-ahead',
  'clock-behind',
  'clock-far-ahead',
  'clock-far-behind',
  'apt-locked',
  'cloud-init-running',
  'cloud-init-failed',
  'firewall',
  'oracle-linux',
  'silent',
  'slow',
  'coolify',
] as const
export type HostProblemSentence = (typeof hostProblemSentences)[number]

/** What is in the way on a host, and what would help; a warning stops nothing. */
export interface HostProblem {
  readonly code: string
  /** With the facts, for whoever says it in another language; not kept of hosts seen long ago. */
  readonly says?:
    | { readonly sentence: HostProblemSentence; readonly facts: Facts }
    | { readonly sentence: 'fault'; readonly fault: Fault }
  readonly isWarning: boolean
  readonly message: string
  readonly help: string
}

/** What discovery came to. */
export type HostVerdict =
  | {
      readonly name: 'seen'
      readonly facts: HostFacts
      readonly score: HostScore
      readonly problems: readonly HostProblem[]
      /** Those that the facts allow, the best first; empty: it is unusable. */
      readonly methods: readonly HostMethod[]
    }
  /** It could not be looked at. */
  | { readonly name: 'unseen'; readonly problems: readonly HostProblem[] }
