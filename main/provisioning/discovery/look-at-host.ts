import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import type { Host } from '#contract/model/host'
import type { HostFacts } from '#contract/model/host-facts'
import type { Clock } from '../../base/clock.ts'
import type { HostLink, HostLinks } from '../host-link.ts'
import { factsCommand } from './facts-script.ts'
import { readFacts } from './read-facts.ts'

const pings = 3

/** Opens a link of its own, tells when it is open, and closes it whatever comes of it. */
export async function lookAtHost(
  links: HostLinks,
  clock: Clock,
  host: Host,
  signal: AbortSignal,
  opened: () => void,
): Promise<HostFacts> {
  const link = await links.open(host.id, signal)
  opened()
  try {
    // Whoever waits for this has left; the link must not stay.
    signal.throwIfAborted()
    const roundTripMs = await leastRoundTrip(link, signal)
    const { exitCode, stdout, stderr } = await link.run(factsCommand, signal)
    const heardAt = clock.wallMs()
    if (exitCode !== 0 && stdout === '') {
      const said = stderr.slice(0, 200)
      const why = hostReason('printed-else')
      throw new FaultError({ code: 'host.noisy', host: host.name, detail: said, why, said })
    }
    return readFacts(stdout, host.name, { heardAt, roundTripMs })
  } finally {
    link.close()
  }
}

/** The least of some, to a tenth: what is above it was spent waiting, not on the way. */
async function leastRoundTrip(link: HostLink, signal: AbortSignal): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let ping = 0; ping < pings; ping++) {
    least = Math.min(least, await link.roundTripMs(signal))
  }
  return Math.round(least * 10) / 10
}
