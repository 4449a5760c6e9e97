import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { command } from '#main/provisioning/command'
import { hostKeyOf } from '#main/provisioning/ssh/host-key'
import { openSsh } from '#main/provisioning/ssh/open-ssh'
import type { SshLink } from '#main/provisioning/ssh/ssh-link'
import { type SshTarget, usualTimes } from '#main/provisioning/ssh/ssh-target'
import { type Lab, type LabHost, labKeyFile, openLab } from './lab.ts'

export const runFile = promisify(execFile)
export const house = new Cleanup()
export const never = new AbortController().signal
export const folder = mkdtempSync(join(tmpdir(), 'ssh-'))
house.defer(() => rmSync(folder, { recursive: true }))
afterAll(() => house.run())

export let lab: Lab
export let a: LabHost
export let b: LabHost

beforeAll(async () => {
  lab = openLab(house)
  a = await lab.up('a')
  b = await lab.up('b')
  await configure(a, 'LogLevel VERBOSE')
})

const links: SshLink[] = []
beforeEach(() => () => {
  for (const link of links.splice(0)) link.close()
})

const labKey = () => new Secret(readFileSync(labKeyFile(), 'utf8'))
export const keyOf = (host: LabHost) =>
  hostKeyOf(Buffer.from(host.knownHost.split(' ')[2] ?? '', 'base64'))

export function targetOf(host: LabHost, change: Partial<SshTarget> = {}): SshTarget {
  return {
    hostId: HostId.parse(host.name),
    host: host.name,
    address: host.address,
    port: 22,
    via: null,
    user: 'ubuntu',
    login: { kind: 'private-key', key: labKey(), passphrase: null },
    pinned: keyOf(host),
    ...change,
  }
}

export async function open(host: LabHost, change: Partial<SshTarget> = {}, times = usualTimes) {
  const link = await openSsh(targetOf(host, change), never, times)
  links.push(link)
  return link
}

export async function whoAmI(link: SshLink): Promise<string> {
  return (await link.run(command('Who', 'id -un'), never)).stdout.trim()
}

export async function faultOf(work: Promise<unknown>) {
  const error = await work.then(() => null).catch((reason: unknown) => reason)
  if (error instanceof FaultError) return error.fault
  throw new Error('a fault was expected', { cause: error })
}

/** Replaces what an earlier test set. */
export async function configure(host: LabHost, text: string): Promise<void> {
  await host.run(`echo '${text}' > /etc/ssh/sshd_config.d/a-test.conf && systemctl restart ssh`)
}
