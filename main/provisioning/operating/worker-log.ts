import { FaultError } from '#contract/fault'
import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { HostMethod } from '#contract/model/host-facts'
import { type Command, rootCommand } from '../command.ts'
import type { HostLinks } from '../host-link.ts'
import type { Hosts } from '../hosts.ts'

export interface LogWish {
  /** Of those that are there already. */
  readonly lines: number
  /** Whether to go on with what comes. */
  readonly isFollowing: boolean
}

const followMs = 3_600_000
const readMs = 30_000

/** What reads the log of the worker on a host. */
export function workerLogCommand(method: HostMethod, { lines, isFollowing }: LogWish): Command {
  const words = 'Read the log of the worker'
  const follow = isFollowing ? ' -f' : ''
  return rootCommand(words, readers[method](lines, follow), isFollowing ? followMs : readMs)
}

const readers: Readonly<Record<HostMethod, (lines: number, follow: string) => string>> = {
  plain: (lines, follow) =>
    `journalctl --unit banyan-worker --lines ${lines} --output cat --no-pager${follow}`,
  docker: (lines, follow) => `docker logs --tail ${lines}${follow} banyan-worker 2>&1`,
  // Coolify names containers as it likes; the name of our image stays in them.
  coolify: (lines, follow) =>
    `id=$(docker ps --all --quiet --filter label=coolify.managed=true --filter ancestor=banyan-worker | head -n 1)
[ -n "$id" ] || id=$(docker ps --all --quiet --filter label=coolify.managed=true | head -n 1)
docker logs --tail ${lines}${follow} "$id" 2>&1`,
}

/** Reads the log of a host's worker line by line, until it is read, or the signal ends it. */
export async function readWorkerLog(
  { hosts, links }: { readonly hosts: Hosts; readonly links: HostLinks },
  hostId: HostId,
  wish: LogWish,
  hear: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const host = hosts.get(hostId)
  const link = await links.open(hostId, signal)
  try {
    const command = workerLogCommand(methodOf(host), wish)
    const { exitCode, stderr } = await link.run(command, signal, ({ text }) => hear(text))
    if (exitCode === 0) return
    const detail = stderr.trim().slice(-500) || `it ended with ${exitCode}`
    throw new FaultError({
      code: 'host.step-failed',
      host: host.name,
      step: command.words,
      detail,
    })
  } finally {
    link.close()
  }
}

function methodOf({ name, installed }: Host): HostMethod {
  if (installed) return installed.method
  const reasons = ['No worker of Banyan is there. Provision the host first.']
  throw new FaultError({ code: 'host.unusable', host: name, reasons })
}
