import { hostReason } from '#contract/host-reason'
import { rootCommand } from '../command.ts'
import { imageOf, layout, serviceName } from '../layout.ts'
import type { PlannerParts } from '../methods/parts.ts'
import type { Runner } from '../methods/runner.ts'
import { parseLines } from '../methods/state-lines.ts'
import type { HostCheck } from '../plan.ts'
import type { PortChoice } from '../steps/port-chosen.ts'
import { told } from '../told.ts'
import { listensOn, sockets } from './listening.ts'
import { NotWell } from './not-well.ts'
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
      if (status !== 'active') {
        const why = hostReason('not-active', { status })
        throw new NotWell(`The worker is ${status}, not running.`, why)
      }
      if (restarts === '0') return told('It runs.', 'runs')
      const words = `It runs, and was started again ${restarts} times.`
      return told(words, 'runs-again', { restarts })
    },
  }
}

function portIsOurs({ choice }: Expected): HostCheck {
  return {
    name: 'port',
    async look(site, signal) {
      const { stdout } = await site.run(sockets, signal)
      const { port } = choice
      const found = listensOn(stdout, port)
      if (found.length === 0) {
        const why = hostReason('nothing-on-port', { port })
        throw new NotWell(`Nothing listens on port ${port}.`, why)
      }
      const isOpen = found.some(address => address !== 'loopback')
      if (site.host.transport === 'tunnel' && isOpen) {
        const words = `Port ${port} is open to others than the host itself.`
        throw new NotWell(words, hostReason('port-open', { port }))
      }
      return isOpen
        ? told(`It listens on port ${port}, for all.`, 'listens-to-all', { port })
        : told(`It listens on port ${port}, for the host itself alone.`, 'listens-inside', { port })
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
      if (!workerSecret) {
        const words = 'The secret of the worker is missing at home.'
        throw new NotWell(words, hostReason('secret-missing'))
      }
      const link = await site.link(signal)
      const stream = await link.forward('127.0.0.1', choice.port, signal)
      const health = await signedHealth(stream, workerSecret, signal)
      if (health.version !== version) {
        const why = hostReason('other-version', { found: health.version, wanted: version })
        throw new NotWell(`Version ${health.version} answers instead of ${version}.`, why)
      }
      const worker = health.worker_id.slice(0, 64)
      if (health.worker_id !== site.host.id) {
        throw new NotWell(
          `Another worker answers: ${worker}.`,
          hostReason('other-worker', { worker }),
        )
      }
      return told(`Version ${version} answers as ${worker}.`, 'answers-signed', { version, worker })
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
      if (!noted) {
        const words = 'At home it is not noted that there is a worker.'
        throw new NotWell(words, hostReason('not-noted'))
      }
      if (noted.version !== version) {
        const words = `At home version ${noted.version} is noted, on the host is ${version}.`
        const why = hostReason('noted-otherwise', { noted: noted.version, found: version })
        throw new NotWell(words, why)
      }
      const words = `Version ${version} (${runner.method === 'docker' ? imageOf(version) : runner.method}) is noted at home and on the host.`
      return told(words, 'noted', { version })
    },
  }
}
