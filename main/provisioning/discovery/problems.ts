import type { Host } from '#contract/model/host'
import type { HostFacts, HostProblem } from '#contract/model/host-facts'
import {
  canElevate,
  hasKnownArchitecture,
  hasNewGlibc,
  isPodman,
  leastGlibc,
  rankedMethods,
} from './methods.ts'
import { readyProblems } from './ready-problems.ts'

const megabyte = 1e6
const leastMemory = 400 * megabyte
const ampleMemory = 900 * megabyte
const leastDisk = 600 * megabyte

/** What is in the way on a host, and what would help. Where one of them is no warning, the host cannot be used. */
export function problemsOf(
  host: Pick<Host, 'user' | 'transport' | 'coolify'>,
  facts: HostFacts,
): readonly HostProblem[] {
  const found = [
    wrongArchitecture(facts),
    ...whyNoMethod(host, facts),
    tooLittleMemory(facts),
    tooLittleDisk(facts),
    largePages(facts),
    ...readyProblems(host, facts),
  ]
  return found.filter(problem => problem !== null).toSorted(blockingFirst)
}

const blockingFirst = (a: HostProblem, b: HostProblem) => Number(a.isWarning) - Number(b.isWarning)

function wrongArchitecture(facts: HostFacts): HostProblem | null {
  if (hasKnownArchitecture(facts)) return null
  return {
    code: 'architecture',
    says: {
      sentence: facts.architecture.endsWith('32 bit') ? 'system-32-bit' : 'architecture',
      facts: { architecture: facts.architecture },
    },
    isWarning: false,
    message: `Its processor or system is "${facts.architecture}"; there are workers for x64 and arm64.`,
    help: facts.architecture.endsWith('32 bit')
      ? 'Install a system of 64 bits on it.'
      : 'Choose a machine with an Intel, AMD or ARM processor of 64 bits.',
  }
}

/** What closes a way to run the worker stops the host only where no other way is left. */
function whyNoMethod(
  host: Pick<Host, 'user' | 'coolify'>,
  facts: HostFacts,
): readonly (HostProblem | null)[] {
  const open = rankedMethods(host, facts).map(({ method }) => method)
  const isWarning = open.length > 0
  return [
    noPrivileges(host, facts, isWarning),
    facts.isSystemd || facts.docker?.isRunning || isWarning ? null : noSystemd,
    facts.isSystemd && !hasNewGlibc(facts) ? oldGlibc(facts, isWarning) : null,
    facts.docker !== null && !facts.docker.isRunning
      ? noDocker(facts, isWarning || !canElevate(facts))
      : null,
  ]
}

function noPrivileges(
  { user }: Pick<Host, 'user'>,
  facts: HostFacts,
  isWarning: boolean,
): HostProblem | null {
  if (canElevate(facts)) return null
  const line = `\`${user} ALL=(ALL) NOPASSWD:ALL\``
  if (facts.privileges === 'sudo-asks') {
    return {
      code: 'sudo-asks',
      says: { sentence: 'sudo-asks', facts: { user } },
      isWarning,
      message: `sudo asks "${user}" for a password, and Banyan does not type passwords there.`,
      help: `On the host, run \`sudo visudo -f /etc/sudoers.d/90-banyan\` and write the line ${line}; or log in as a user who has that, such as "ubuntu" or "opc".`,
    }
  }
  return {
    code: 'no-privileges',
    says: { sentence: 'no-privileges', facts: { user } },
    isWarning,
    message: `"${user}" may not act as root there, which setting up a worker needs.`,
    help: `Log in as root or as a user with sudo, such as "ubuntu" or "opc"; or let an administrator of the host run \`visudo -f /etc/sudoers.d/90-banyan\` and write the line ${line}.`,
  }
}

const noSystemd: HostProblem = {
  code: 'no-systemd',
  says: { sentence: 'no-systemd', facts: {} },
  isWarning: false,
  message: 'It has neither systemd nor a running Docker, so nothing would keep a worker running.',
  help: 'Use an image with systemd, such as Ubuntu 24.04 or Debian 12, or start Docker there.',
}

const oldGlibc = ({ glibc, os }: HostFacts, isWarning: boolean): HostProblem => ({
  code: 'old-glibc',
  says:
    glibc === null
      ? { sentence: 'other-libc', facts: { os: os.name } }
      : { sentence: 'old-glibc', facts: { glibc, least: leastGlibc } },
  isWarning,
  message:
    glibc === null
      ? `Its C library is not glibc (${os.name}), so a worker runs there in a container only.`
      : `Its glibc is ${glibc}, and a worker needs ${leastGlibc} outside of a container.`,
  help: 'Install Docker there, or use a newer image, such as Ubuntu 24.04 or Debian 12.',
})

function noDocker(facts: HostFacts, isWarning: boolean): HostProblem {
  if (isPodman(facts)) {
    return {
      code: 'podman',
      says: { sentence: 'podman', facts: {} },
      isWarning,
      message: 'Its "docker" is podman, which stands in the way of Docker.',
      help: 'Let the worker run without a container, which needs systemd only; or use Ubuntu 24.04, where Docker has no rival.',
    }
  }
  return {
    code: 'docker-down',
    says: { sentence: 'docker-down', facts: {} },
    isWarning,
    message: 'Docker is installed, but does not run.',
    help: 'On the host, run `sudo systemctl start docker`, and `sudo journalctl -u docker` where it does not start.',
  }
}

/** What runs there already has its memory and is no reason to let go of it. */
function tooLittleMemory({ memory, installed }: HostFacts): HostProblem | null {
  if (memory.available >= ampleMemory) return null
  const isTooLittle = memory.available < leastMemory
  return {
    code: 'memory',
    says: {
      sentence: 'memory',
      facts: {
        free: inMegabytes(memory.available),
        least: inMegabytes(leastMemory),
        ample: inMegabytes(ampleMemory),
      },
    },
    isWarning: !isTooLittle || installed !== null,
    message: `${inMegabytes(memory.available)} MB of memory are free; a worker needs ${inMegabytes(leastMemory)} MB, and is at ease with ${inMegabytes(ampleMemory)} MB.`,
    help: 'End what else runs there, add swap, or choose a larger machine.',
  }
}

function tooLittleDisk({ disk, installed }: HostFacts): HostProblem | null {
  if (disk.free >= leastDisk) return null
  return {
    code: 'disk',
    says: {
      sentence: 'disk',
      facts: { free: inMegabytes(disk.free), least: inMegabytes(leastDisk) },
    },
    isWarning: installed !== null,
    message: `${inMegabytes(disk.free)} MB of disk are free where the worker would be put; it needs ${inMegabytes(leastDisk)} MB.`,
    help: 'Make room, for example with `sudo apt-get clean` and `sudo journalctl --vacuum-size=100M`, or enlarge the disk.',
  }
}

const inMegabytes = (bytes: number) => Math.floor(bytes / megabyte)

/** The worker itself bears them; programs that bring jemalloc do not. */
function largePages({ pageSize }: HostFacts): HostProblem | null {
  if (pageSize <= 16_384) return null
  return {
    code: 'page-size',
    says: { sentence: 'page-size', facts: { size: pageSize / 1024 } },
    isWarning: true,
    message: `Its kernel has pages of ${pageSize / 1024} KB, with which some programs do not start ("Unsupported system page size").`,
    help: 'Prefer an image with pages of 4 KB, such as Ubuntu 24.04.',
  }
}
