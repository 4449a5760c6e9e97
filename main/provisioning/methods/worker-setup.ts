import type { Host } from '#contract/model/host'
import type { HostFacts } from '#contract/model/host-facts'
import type { Secret } from '../../base/secret.ts'
import { openAddress } from '../layout.ts'
import type { Step } from '../step.ts'
import { newWorkerSecret } from '../steps/new-keys.ts'
import type { PortChoice } from '../steps/port-chosen.ts'
import { serves } from '../steps/serves.ts'
import { settingsThere } from '../steps/settings.ts'
import { dockerCutover, dockerRunner } from './docker.ts'
import { environmentText } from './environment.ts'
import type { PlannerParts } from './parts.ts'
import { plainCutover, plainRunner } from './plain.ts'
import type { Cutover, Runner } from './runner.ts'

export type WorkerMethod = 'plain' | 'docker'

export const runnerOf = (method: WorkerMethod): Runner =>
  method === 'plain' ? plainRunner : dockerRunner

export interface WorkerSetup {
  readonly host: Host
  readonly facts: HostFacts
  readonly method: WorkerMethod
  readonly version: string
  readonly choice: PortChoice
}

interface Secrets {
  readonly secret: Secret
  readonly previousSecret: Secret | null
}

/** Which secrets the worker is to know; the one of the host's record where nothing else is said. */
export type SecretChoice = (kept: Secret) => Secrets

const justTheKept: SecretChoice = kept => ({ secret: kept, previousSecret: null })

/** Brings what the worker runs with and starts it with that; `suffix` tells two such pairs of a plan apart. */
export function workerSteps(
  parts: Pick<PlannerParts, 'hosts' | 'workerSettings'>,
  setup: WorkerSetup,
  choose: SecretChoice = justTheKept,
  suffix: '' | '-with-both' = '',
): readonly Step[] {
  const { host, method, version, choice } = setup
  const { hosts } = parts
  const runner = runnerOf(method)
  const textFor = (kept: Secret) =>
    environmentText(
      { host, port: choice.port, ...choose(kept), settings: parts.workerSettings(host) },
      runner.reader,
    )
  return [
    settingsThere({
      name: `settings${suffix}`,
      words: 'Writes what the worker runs with, keys included, readable by root alone.',
      async text() {
        const { workerSecret } = await hosts.secretsOf(host.id)
        return workerSecret && textFor(workerSecret)
      },
      async made() {
        const kept = (await hosts.secretsOf(host.id)).workerSecret ?? newWorkerSecret()
        await hosts.saveSecrets(host.id, { workerSecret: kept })
        return textFor(kept)
      },
    }),
    serves({
      name: `service${suffix}`,
      words: `Starts version ${version} and waits until it answers; what served before comes back if it does not.`,
      facts: { version },
      runner,
      isTls: host.transport === 'tls',
      choice,
      cutover: () => cutoverOf(setup),
    }),
  ]
}

/** So that the host stays within reach when a worker takes all that it may have. */
const memoryShare = 0.8

function cutoverOf({ host, facts, method, version, choice }: WorkerSetup): Cutover {
  if (method === 'plain') return plainCutover(version)
  return dockerCutover({
    version,
    port: choice.port,
    openAt: host.transport === 'tunnel' ? '127.0.0.1' : openAddress(host),
    memoryBytes: facts.memory.total * memoryShare,
    isTls: host.transport === 'tls',
  })
}
