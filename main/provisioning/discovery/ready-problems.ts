import type { Host } from '#contract/model/host'
import type { HostFacts, HostProblem } from '#contract/model/host-facts'

/** Signatures are good for 300 s in either direction. */
const mostSkewMs = 300_000
const noticedSkewMs = 60_000

/** What may pass by itself, or matters to one way of reaching the worker only. */
export function readyProblems(
  host: Pick<Host, 'transport'>,
  facts: HostFacts,
): readonly (HostProblem | null)[] {
  return [
    wrongClock(facts),
    lockedApt(facts),
    unfinishedCloudInit(facts),
    closedFirewall(host, facts),
    oracleLinux(facts),
  ]
}

function wrongClock({ clockSkewMs, roundTripMs }: HostFacts): HostProblem | null {
  const off = Math.abs(clockSkewMs) - roundTripMs
  if (off <= noticedSkewMs) return null
  const isTooMuch = off > mostSkewMs
  const seconds = Math.round(Math.abs(clockSkewMs) / 1000)
  return {
    code: 'clock',
    says: {
      sentence: `clock-${isTooMuch ? 'far-' : ''}${clockSkewMs > 0 ? 'ahead' : 'behind'}`,
      facts: { seconds },
    },
    isWarning: !isTooMuch,
    message: `Its clock is ${seconds} s ${clockSkewMs > 0 ? 'ahead of' : 'behind'} the one here${isTooMuch ? ', so that worker and root node would refuse what the other signed' : ''}.`,
    help: 'Look which of the two is wrong. On the host, `sudo timedatectl set-ntp true` sets it by the network.',
  }
}

function lockedApt({ apt }: HostFacts): HostProblem | null {
  if (!apt?.lockedBy) return null
  return {
    code: 'apt-locked',
    says: { sentence: 'apt-locked', facts: { by: apt.lockedBy } },
    isWarning: true,
    message: `Packages are being installed there by ${apt.lockedBy}.`,
    help: 'Nothing has to be done: where a step needs a package, it waits up to 10 minutes.',
  }
}

function unfinishedCloudInit({ cloudInit }: HostFacts): HostProblem | null {
  if (cloudInit === 'running') {
    return {
      code: 'cloud-init-running',
      says: { sentence: 'cloud-init-running', facts: {} },
      isWarning: true,
      message: 'The cloud is still setting the machine up.',
      help: 'Nothing has to be done: the first step waits up to 10 minutes for it.',
    }
  }
  if (cloudInit !== 'failed') return null
  return {
    code: 'cloud-init-failed',
    says: { sentence: 'cloud-init-failed', facts: {} },
    isWarning: true,
    message: 'What the cloud was to set up at the first start failed in part.',
    help: 'On the host, `cloud-init status --long` says what failed. A worker may run all the same.',
  }
}

function closedFirewall(
  { transport }: Pick<Host, 'transport'>,
  facts: HostFacts,
): HostProblem | null {
  if (!facts.firewall.rejectsInput || transport === 'tunnel') return null
  return {
    code: 'firewall',
    says: { sentence: 'firewall', facts: {} },
    isWarning: true,
    message: 'The firewall of its system refuses connections to other ports than those it lists.',
    help: `Banyan puts a rule before the one that refuses; the firewall of the cloud (on Oracle, the security list of the network) has to let the port in too. By the tunnel, neither is needed.`,
  }
}

function oracleLinux({ os, docker }: HostFacts): HostProblem | null {
  if (os.id !== 'ol' || docker?.isRunning) return null
  return {
    code: 'oracle-linux',
    says: { sentence: 'oracle-linux', facts: {} },
    isWarning: true,
    message: 'On Oracle Linux, podman stands in the way of Docker.',
    help: 'The worker runs without a container there. Where Docker is wished for, prefer Ubuntu 24.04.',
  }
}
