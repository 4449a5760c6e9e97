import { FaultError } from '#contract/fault'
import type { HostLink } from '../host-link.ts'

const lookEveryMs = 10_000

/** A link to a worker in a container: Docker gives it another address with each start, which is looked up where the last one fails. */
export function followingLink(
  link: HostLink,
  find: (link: HostLink, signal: AbortSignal) => Promise<string | null>,
): HostLink {
  let found: string | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  return {
    hostId: link.hostId,
    closed: link.closed,
    run: (work, signal, hear) => link.run(work, signal, hear),
    feed: (work, input, signal) => link.feed(work, input, signal),
    roundTripMs: signal => link.roundTripMs(signal),
    close: () => link.close(),
    async forward(address, port, signal) {
      try {
        return await link.forward(found ?? address, port, signal)
      } catch (failure) {
        const isElsewhere =
          failure instanceof FaultError && failure.fault.code === 'host.unreachable'
        if (!isElsewhere || signal.aborted) throw failure
        // Requests fail by the hundred while it is away.
        if (performance.now() - lookedAt < lookEveryMs) throw failure
        lookedAt = performance.now()
        const now = await find(link, signal).catch(() => null)
        if (now === null || now === (found ?? address)) throw failure
        found = now
        return link.forward(now, port, signal)
      }
    },
  }
}
