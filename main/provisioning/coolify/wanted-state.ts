import { createHash } from 'node:crypto'
import type { Host } from '#contract/model/host'
import type { ApplicationSettings } from './applications.ts'
import { ownMark } from './names.ts'
import { type CoolifyPlanParts, workerPort } from './plan-parts.ts'
import { textOf, type WorkerVariable } from './variables.ts'

/** How the application is to be; what of it is deployed is told by a mark in its description. */
export interface WantedState {
  readonly settings: ApplicationSettings
  readonly variables: readonly WorkerVariable[]
  /** The description of an application that was deployed like this and was well. */
  readonly mark: string
}

/** In the image there is neither curl nor wget, which Coolify's own check would need. */
const healthCheckCommand = 'node health-check.mjs WORKER_PORT'

export async function wantedState(
  host: Host,
  version: string,
  parts: Pick<CoolifyPlanParts, 'image' | 'variables'>,
): Promise<WantedState> {
  const settings = wantedSettings(host, version, parts.image)
  const variables: readonly WorkerVariable[] = [
    ...(await parts.variables(host)).filter(({ key }) => !fixedKeys.includes(key)),
    { key: 'WORKER_ID', value: host.id },
    { key: 'WORKER_HOST', value: '0.0.0.0' },
    { key: 'WORKER_PORT', value: String(workerPort) },
  ]
  return { settings, variables, mark: `${ownMark}, state ${fingerprint(settings, variables)}` }
}

const fixedKeys = ['WORKER_ID', 'WORKER_HOST', 'WORKER_PORT']

/**
 * A mapped port is open on every address of the server, and costs the rolling update: Coolify then
 * stops the old container first, and does not wait for the new one to be healthy.
 */
function wantedSettings(host: Host, version: string, image: string): ApplicationSettings {
  return {
    docker_registry_image_name: image,
    docker_registry_image_tag: version,
    ports_exposes: String(workerPort),
    ...(host.transport === 'tunnel' ? {} : { ports_mappings: `${workerPort}:${workerPort}` }),
    health_check_enabled: true,
    health_check_type: 'cmd',
    health_check_command: healthCheckCommand,
    health_check_interval: 5,
    health_check_timeout: 10,
    health_check_retries: 12,
    health_check_start_period: 10,
    limits_memory: '1g',
    max_restart_count: 10,
    stop_grace_period: 30,
    custom_docker_run_options: '--cap-drop=ALL --security-opt=no-new-privileges',
  }
}

/** Coolify shows values of variables to few tokens: this tells whether they are the same. The worker's secret is among them, so it gives nothing away. */
function fingerprint(settings: ApplicationSettings, variables: readonly WorkerVariable[]): string {
  const texts = variables.map(({ key, value }) => [key, value === null ? null : textOf(value)])
  const all = JSON.stringify([settings, texts.toSorted()])
  return createHash('sha256').update(all).digest('hex').slice(0, 16)
}
