import { z } from 'zod'
import { type CoolifyCaller, segment } from './coolify-caller.ts'
import { Created, textOrNull } from './tolerant.ts'

const Application = z.looseObject({ uuid: z.string(), description: textOrNull, status: textOrNull })
const Logs = z.object({ logs: z.string().catch('') })
/** Of some versions the stop of a thing that starts no deployment has none. */
const Begun = z.object({ deployment_uuid: textOrNull })

/** Settings of an application by the names that the API gives them. */
export type ApplicationSettings = Readonly<
  Record<string, string | number | boolean | readonly string[] | null>
>

export interface SeenApplication {
  readonly uuid: string
  readonly description: string | null
  /** Such as `running:healthy` or `exited:unhealthy`. */
  readonly status: string
  /** Each as Coolify shows it. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** The applications of one team: for us, images that run as containers. */
export class CoolifyApplications {
  readonly #caller: CoolifyCaller

  constructor(caller: CoolifyCaller) {
    this.#caller = caller
  }

  async get(uuid: string, signal: AbortSignal): Promise<SeenApplication> {
    const ask = { method: 'GET', path: `/applications/${segment(uuid)}` } as const
    const { description, status, ...settings } = await this.#caller.json(ask, Application, signal)
    return { uuid, description, status: status ?? 'unknown', settings }
  }

  async addImage(
    place: {
      readonly project_uuid: string
      readonly server_uuid: string
      readonly environment_name: string
      readonly name: string
      readonly tags: readonly string[]
    },
    settings: ApplicationSettings,
    signal: AbortSignal,
  ): Promise<string> {
    // Without it, Coolify would publish the worker under a name of its own making.
    const body = { ...place, ...settings, autogenerate_domain: false, instant_deploy: false }
    const ask = { method: 'POST', path: '/applications/dockerimage', body } as const
    return (await this.#caller.json(ask, Created, signal)).uuid
  }

  async change(uuid: string, settings: ApplicationSettings, signal: AbortSignal): Promise<void> {
    const path = `/applications/${segment(uuid)}`
    await this.#caller.text({ method: 'PATCH', path, body: settings }, signal)
  }

  /** The deployment that does it; null where Coolify names none. */
  async restart(uuid: string, signal: AbortSignal): Promise<string | null> {
    const ask = { method: 'POST', path: `/applications/${segment(uuid)}/restart` } as const
    return (await this.#caller.json(ask, Begun, signal)).deployment_uuid
  }

  /** Leaves the images and containers of others on the server alone. */
  async stop(uuid: string, signal: AbortSignal): Promise<void> {
    const path = `/applications/${segment(uuid)}/stop`
    await this.#caller.text({ method: 'POST', path, query: { docker_cleanup: false } }, signal)
  }

  /** FaultError with status 400 while nothing of it runs. */
  async logs(uuid: string, lines: number, signal: AbortSignal): Promise<string> {
    const path = `/applications/${segment(uuid)}/logs`
    return (await this.#caller.json({ method: 'GET', path, query: { lines } }, Logs, signal)).logs
  }

  /** With all that belongs to it; only begins it. */
  async remove(uuid: string, signal: AbortSignal): Promise<void> {
    const query = {
      delete_configurations: true,
      delete_volumes: true,
      docker_cleanup: true,
      delete_connected_networks: true,
    }
    const path = `/applications/${segment(uuid)}`
    await this.#caller.text({ method: 'DELETE', path, query }, signal)
  }
}
