import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import type { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import type { Command, CommandResult } from '#main/provisioning/command'
import type { HostLink } from '#main/provisioning/host-link'
import { hostKeyOf } from '#main/provisioning/ssh/host-key'
import { openSsh } from '#main/provisioning/ssh/open-ssh'
import { usualTimes } from '#main/provisioning/ssh/ssh-target'
import type { Site } from '#main/provisioning/step'
import { aHost } from '#test/fakes/a-host'
import { type LabHost, labKeyFile } from './lab.ts'

const never = new AbortController().signal

/** A site on a host of the lab, over a link of its own. */
export interface LinkSite extends Site {
  readonly openLink: HostLink
  readonly told: (readonly [done: number, total: number])[]
  readonly said: string[]
  /** What was taken out of inputs. */
  readonly fedBytes: () => number
  /** Called with each piece of an input. */
  onFed: (bytes: number) => void
}

export async function openLinkSite(lab: LabHost, cleanup: Cleanup): Promise<LinkSite> {
  const blob = lab.knownHost.split(' ').at(-1) ?? ''
  const openLink = await openSsh(
    {
      hostId: HostId.parse(lab.name),
      host: lab.name,
      address: lab.address,
      port: 22,
      user: 'ubuntu',
      via: null,
      login: {
        kind: 'private-key',
        key: new Secret(readFileSync(labKeyFile(), 'utf8')),
        passphrase: null,
      },
      pinned: hostKeyOf(Buffer.from(blob, 'base64')),
    },
    never,
    // A cable that was pulled is noticed within 3 s.
    { ...usualTimes, keepaliveMs: 1000 },
  )
  cleanup.defer(() => openLink.close())
  const told: (readonly [number, number])[] = []
  const said: string[] = []
  let fedBytes = 0
  const counted = async function* (input: Readable) {
    for await (const chunk of input) {
      fedBytes += chunk.length
      site.onFed(fedBytes)
      yield chunk
    }
  }
  const checked = (command: Command, result: CommandResult): CommandResult => {
    if (result.exitCode === 0) return result
    const detail = result.stderr
    throw new FaultError({ code: 'host.step-failed', host: lab.name, step: command.words, detail })
  }
  const site: LinkSite = {
    host: hostOf(lab),
    openLink,
    told,
    said,
    fedBytes: () => fedBytes,
    onFed: () => {},
    link: async () => openLink,
    run: async (command, signal) => checked(command, await openLink.run(command, signal)),
    ask: (command, signal) => openLink.run(command, signal),
    feed: (command, input, signal) =>
      openLink.feed(command, Readable.from(counted(input), { objectMode: false }), signal),
    progress: (done, total) => told.push([done, total]),
    say: text => said.push(text),
  }
  return site
}

const hostOf = ({ name, address }: LabHost) => aHost(name, { address })
