import { createHash } from 'node:crypto'
import { WebSocket } from 'ws'
import type { LogMessage } from '#contract/http/deployments'
import type { ListedEvent, Update } from '#contract/http/events'
import type { Cleanup } from '#main/base/cleanup'
import type { RunningProgram } from '../integration/processes.ts'
import { type Lab, type LabHost, labKeyFile } from './lab.ts'

export const goodNames = ['good-1', 'good-2', 'good-3'] as const
export const servingNames = [...goodNames, 'noisy', 'slow', 'busy'] as const
export const failingNames = ['broken', 'full', 'forged', 'nosudo'] as const
export const tenNames = [...servingNames, ...failingNames] as const
export type TenName = (typeof tenNames)[number]
export type TenHosts = Readonly<Record<TenName, LabHost>>

const options: Partial<Record<TenName, readonly string[]>> = {
  busy: ['--docker'],
  full: ['--disk', '256M'],
}

/** Ten hosts side by side; all but those called good have something that goes wrong in real life. */
export async function openTenHosts(lab: Lab): Promise<TenHosts> {
  const up: [TenName, LabHost][] = []
  const left = [...tenNames]
  const bootInTurn = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      up.push([name, await lab.up(name, ...(options[name] ?? []))])
    }
  }
  await Promise.all([bootInTurn(), bootInTurn(), bootInTurn()])
  // Sound: each name is there once.
  const hosts = Object.fromEntries(up) as TenHosts
  await hosts.broken.run('mount -t tmpfs -o ro,size=4g tmpfs /opt')
  await hosts.noisy.run(`printf 'echo Welcome to noisy; echo "{\\\\"a\\\\":1}"; echo oh >&2\n' > /tmp/noise
    cat /home/ubuntu/.bashrc >> /tmp/noise; cat /tmp/noise > /home/ubuntu/.bashrc`)
  await hosts.slow.lab('bad', '60', '5', '0', '0', '0', '8000')
  return hosts
}

/** As `ssh-keygen -l` prints it. */
export function fingerprintOf({ knownHost }: LabHost): string {
  const blob = Buffer.from(knownHost.split(' ')[2] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

/** The good ones, the first of which is the most important. */
export function serverListOf(hosts: TenHosts): string {
  const roles = ['primary', 'worker', 'backup']
  const servers = goodNames.map((name, place) => ({
    ...{ name, ip: hosts[name].address, role: roles[place], user: 'ubuntu' },
    ...{ key: labKeyFile(), fingerprint: fingerprintOf(hosts[name]) },
  }))
  return JSON.stringify({ deployment_strategy: 'priority', servers })
}

/** The others; the key that "forged" is known by is another one's. */
export function csvOf(hosts: TenHosts): string {
  const rows = tenNames.slice(goodNames.length).map(name => {
    const shown = fingerprintOf(name === 'forged' ? hosts.broken : hosts[name])
    const user = name === 'nosudo' ? 'plain' : 'ubuntu'
    const method = name === 'busy' ? 'docker' : 'auto'
    return [name, hosts[name].address, user, labKeyFile(), shown, method].join(',')
  })
  return ['name,ip,user,key,fingerprint,method', ...rows].join('\n')
}

/** All files with their owners, rights, sizes and times, but for those of the kernel, logs and caches. */
export const listing = `find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log -o -path /var/tmp -o -path /var/cache -o -path /var/lib/docker \\) -prune -o -type f -printf '%M %u %s %T@ %p\\n' -o -printf '%M %u %p\\n' | sort`

/** What was sent to somebody who watches a deployment. */
export interface Followed {
  readonly lines: readonly LogMessage['lines'][number][]
  readonly events: readonly ListedEvent[]
}

export async function follow(
  { url }: RunningProgram,
  deploymentId: string,
  cleanup: Cleanup,
): Promise<Followed> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws?deployment=${deploymentId}&after=0`)
  cleanup.defer(() => socket.terminate())
  const lines: LogMessage['lines'][number][] = []
  const events: ListedEvent[] = []
  socket.on('message', text => {
    const message: Update | LogMessage = JSON.parse(String(text))
    if (message.type === 'log') lines.push(...message.lines)
    else events.push(...message.data.events.filter(({ subject }) => subject === deploymentId))
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return { lines, events }
}
