import type { Host } from '#contract/model/host'
import type { HostFacts, HostMethod } from '#contract/model/host-facts'

/** A way to run the worker that a host allows, and why it stands where it stands. */
export interface RankedMethod {
  readonly method: HostMethod
  readonly why: string
}

export const leastGlibc = '2.28'

/**
 * The best first. What is installed stays, as two workers would else be on one host. Then Coolify,
 * where it manages the host: its owner looks there. Plain before Docker: it needs no package and no
 * daemon, and leaves a machine of one processor and 1 GB to the worker.
 */
export function rankedMethods(
  host: Pick<Host, 'coolify'>,
  facts: HostFacts,
): readonly RankedMethod[] {
  const ranked: RankedMethod[] = []
  if (host.coolify !== null) ranked.push({ method: 'coolify', why: 'Coolify manages this host.' })
  if (canElevate(facts) && hasKnownArchitecture(facts)) {
    if (facts.isSystemd && hasNewGlibc(facts)) {
      ranked.push({ method: 'plain', why: 'It has systemd, and nothing else has to be installed.' })
    }
    const docker = whyDocker(facts)
    if (docker !== null) ranked.push({ method: 'docker', why: docker })
  }
  const there = ranked.find(({ method }) => method === facts.installed?.method)
  if (!there) return ranked
  const kept = { method: there.method, why: 'The worker that is there runs in this way.' }
  return [kept, ...ranked.filter(one => one !== there)]
}

export const canElevate = ({ privileges }: Pick<HostFacts, 'privileges'>): boolean =>
  privileges === 'root' || privileges === 'sudo'

export const hasKnownArchitecture = ({ architecture }: Pick<HostFacts, 'architecture'>): boolean =>
  architecture === 'x64' || architecture === 'arm64'

export const hasNewGlibc = ({ glibc }: Pick<HostFacts, 'glibc'>): boolean =>
  glibc !== null && isAtLeast(glibc, leastGlibc)

/** Where something else answers to the name of docker. */
export const isPodman = ({ docker }: Pick<HostFacts, 'docker'>): boolean =>
  docker?.version?.startsWith('podman') ?? false

function whyDocker(facts: HostFacts): string | null {
  if (facts.docker?.isRunning) return 'Docker runs there.'
  if (!facts.isSystemd || isPodman(facts)) return null
  if (facts.docker !== null) return 'Docker is there and can be started.'
  return facts.apt === null ? null : 'Docker can be installed by apt.'
}

/** Of versions such as `2.28`, compared part by part. */
function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}
