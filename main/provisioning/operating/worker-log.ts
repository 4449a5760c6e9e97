import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { HostMethod } from '#contract/model/host-facts'
import { type Command, endOf, quoted, rootCommand } from '../command.ts'
import type { HostLinks } from '../host-link.ts'
import type { Hosts } from '../hosts.ts'
import { serviceName } from '../layout.ts'

export interface LogWish {
  /** Of those that are there already. */
  readonly lines: number
  /** Whether to go on with what comes. */
  readonly isFollowing: boolean
}

const followMs = 3_600_000
const readMs = 30_000

/** What reads the log of the worker on a host; `container` is how Docker tells a Coolify's from others. */
export function workerLogCommand(
  method: HostMethod,
  { lines, isFollowing }: LogWish,
  container: string | null = null,
): Command {
  const follow = isFollowing ? ' --follow' : ''
  const script = {
    plain: `journalctl --unit ${serviceName} --lines ${lines} --output cat --no-pager${follow}`,
    docker: `docker logs --tail ${lines}${follow} ${serviceName} 2>&1`,
    coolify: `id=$(docker ps --all --quiet --filter ${quoted(container ?? `name=${serviceName}`)} | head -n 1)
if [ -z "$id" ]; then echo 'there is no container of it' >&2; exit 1; fi
docker logs --tail ${lines}${follow} "$id" 2>&1`,
  }[method]
  const command = rootCommand('Read the log of the worker', script, isFollowing ? followMs : readMs)
  return { ...command, isEndless: true }
}

/** Where logs are read, and what may not be shown of them. */
export interface LogSources {
  readonly hosts: Pick<Hosts, 'get'>
  readonly links: HostLinks
  /** Coolify names containers as it likes. */
  containerOf(host: Host, signal: AbortSignal): Promise<string | null>
  readonly redact: (text: string) => string
}

/** Reads the log of a host's worker line by line, until it is read, or the signal ends it. */
export async function readWorkerLog(
  { hosts, links, containerOf, redact }: LogSources,
  hostId: HostId,
  wish: LogWish,
  hear: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const host = hosts.get(hostId)
  const method = methodOf(host)
  const container = method === 'coolify' ? await containerOf(host, signal) : null
  const link = await links.open(hostId, signal)
  try {
    const command = workerLogCommand(method, wish, container)
    const ended = await link.run(command, signal, ({ text }) => hear(redact(text)))
    if (ended.exitCode === 0) return
    const said = redact(ended.stderr).trim().slice(-500)
    throw new FaultError({
      code: 'host.step-failed',
      host: host.name,
      step: command.words,
      detail: said || `it ended with ${ended.exitCode}`,
      why: endOf(ended),
      ...(said !== '' && { said }),
    })
  } finally {
    link.close()
  }
}

function methodOf({ name, installed }: Host): HostMethod {
  if (installed) return installed.method
  const reasons = ['No worker of Banyan is there. Provision the host first.']
  throw new FaultError({
    ...{ code: 'host.unusable', host: name, reasons, why: hostReason('no-worker') },
  })
}
