import { rootCommand } from '../command.ts'
import { imageOf, layout, serviceName } from '../layout.ts'
import type { PlannerParts } from '../methods/parts.ts'
import type { Runner } from '../methods/runner.ts'
import { parseLines } from '../methods/state-lines.ts'
import type { HostCheck } from '../plan.ts'
import type { PortChoice } from '../steps/port-chosen.ts'
import { listensOn, sockets } from './listening.ts'
import { resourcesLeft } from './resources.ts'
import { signedHealth } from './signed-health.ts'

type Parts = Pick<PlannerParts, 'hosts' | 'reach'>

interface Expected {
  readonly runner: Runner
  readonly version: string
  readonly choice: PortChoice
}

/** What has to be so on a host that serves. */
export function hostChecks(parts: Parts, expected: Expected): readonly HostCheck[] {
  const { reach } = parts
  return [
    processRuns(expected),
    portIsOurs(expected),
    apiAnswers(parts, expected),
    storeAgrees(parts, expected),
    { name: 'root-to-worker', look: ({ host }, signal) => reach.rootToWorker(host, signal) },
    { name: 'worker-to-root', look: ({ host }, signal) => reach.workerToRoot(host, signal) },
    resourcesLeft,
  ]
}

function processRuns({ runner }: Expected): HostCheck {
  return {
    name: 'process',
    async look(site, signal) {
      const { stdout } = await site.run(runner.activity, signal)
      const restarts = parseLines(stdout).get('NRestarts') ?? '0'
      const status =
        stdout
          .trim()
          .split('\n')
          .find(line => !line.includes('=')) ?? 'absent'
      if (status !== 'active') throw new Error(`The worker is ${status}, not running.`)
      return restarts === '0' ? 'It runs.' : `It runs, and was started again ${restarts} times.`
    },
  }
}

function portIsOurs({ choice }: Expected): HostCheck {
  return {
    name: 'port',
    async look(site, signal) {
      const { stdout } = await site.run(sockets, signal)
      const found = listensOn(stdout, choice.port)
      if (found.length === 0) throw new Error(`Nothing listens on port ${choice.port}.`)
      const isOpen = found.some(address => address !== 'loopback')
      if (site.host.transport === 'tunnel' && isOpen) {
        throw new Error(`Port ${choice.port} is open to others than the host itself.`)
      }
      const who = isOpen ? 'for all' : 'for the host itself alone'
      return `It listens on port ${choice.port}, ${who}.`
    },
  }
}

function apiAnswers({ hosts, reach }: Parts, { version, choice }: Expected): HostCheck {
  return {
    name: 'api',
    async look(site, signal) {
      // A certificate of the root node's is needed, which only the transport itself has.
      if (site.host.transport === 'tls') return reach.rootToWorker(site.host, signal)
      const { workerSecret } = await hosts.secretsOf(site.host.id)
      if (!workerSecret) throw new Error('The secret of the worker is missing at home.')
      const link = await site.link(signal)
      const stream = await link.forward('127.0.0.1', choice.port, signal)
      const health = await signedHealth(stream, workerSecret, signal)
      if (health.version !== version) {
        throw new Error(`Version ${health.version} answers instead of ${version}.`)
      }
      if (health.worker_id !== site.host.id) {
        throw new Error(`Another worker answers: ${health.worker_id.slice(0, 64)}.`)
      }
      return `Version ${version} answers as ${health.worker_id}.`
    },
  }
}

function storeAgrees({ hosts }: Parts, { runner }: Expected): HostCheck {
  const look = rootCommand(
    'Looks which version is installed',
    runner.method === 'plain'
      ? `basename "$(readlink ${layout.programs}/current)"`
      : `docker inspect --format '{{index .Config.Labels "io.banyan.version"}}' ${serviceName}`,
  )
  return {
    name: 'store',
    async look(site, signal) {
      const version = (await site.run(look, signal)).stdout.trim()
      const noted = hosts.get(site.host.id).installed
      if (!noted) throw new Error('At home it is not noted that there is a worker.')
      if (noted.version !== version) {
        throw new Error(`At home version ${noted.version} is noted, on the host is ${version}.`)
      }
      return `Version ${version} (${runner.method === 'docker' ? imageOf(version) : runner.method}) is noted at home and on the host.`
    },
  }
}
