import { z } from 'zod'
import type { CoolifyServer } from '#contract/model/coolify'
import { type CoolifyCaller, segment } from './coolify-caller.ts'
import { Created, flag, textOrNull } from './tolerant.ts'

const Server = z.object({
  uuid: z.string(),
  name: textOrNull,
  description: textOrNull,
  ip: z.string(),
  port: z.coerce.number().int().catch(22),
  user: textOrNull,
  is_reachable: flag,
  is_usable: flag,
  is_validating: z.union([z.boolean(), z.number()]).nullish(),
  validation_logs: textOrNull,
  settings: z.object({ is_reachable: flag, is_usable: flag }).nullish().catch(null),
})

const Resource = z.object({
  id: z.number().int().nullish(),
  uuid: z.string(),
  name: textOrNull,
  type: textOrNull,
  status: textOrNull,
})

/** A server with what its last validation came to. */
export interface SeenServer extends CoolifyServer {
  readonly description: string | null
  /** Null where this Coolify does not say. */
  readonly isValidating: boolean | null
  /** As Coolify wrote it: HTML. */
  readonly validationLogs: string | null
}

/** Something that runs on a server. */
export interface CoolifyResource {
  /** The number that its containers are labelled with; null where this token is not shown it. */
  readonly number: number | null
  readonly uuid: string
  readonly name: string | null
  readonly type: string | null
}

export interface NewServer {
  readonly name: string
  readonly description: string
  readonly ip: string
  readonly port: number
  readonly user: string
  readonly private_key_uuid: string
}

/** The servers of one team. */
export class CoolifyServers {
  readonly #caller: CoolifyCaller

  constructor(caller: CoolifyCaller) {
    this.#caller = caller
  }

  async list(signal: AbortSignal): Promise<readonly SeenServer[]> {
    const ask = { method: 'GET', path: '/servers' } as const
    return (await this.#caller.json(ask, z.array(Server), signal)).map(seen)
  }

  async get(uuid: string, signal: AbortSignal): Promise<SeenServer> {
    const ask = { method: 'GET', path: `/servers/${segment(uuid)}` } as const
    return seen(await this.#caller.json(ask, Server, signal))
  }

  /** Without the proxy that Coolify would put in front: nothing of ours is served through it. */
  async add(server: NewServer, signal: AbortSignal): Promise<string> {
    const body = { ...server, is_build_server: false, instant_validate: false, proxy_type: 'none' }
    const ask = { method: 'POST', path: '/servers', body } as const
    return (await this.#caller.json(ask, Created, signal)).uuid
  }

  /** Only begins it; Docker is installed where it is missing. */
  async validate(uuid: string, signal: AbortSignal): Promise<void> {
    const path = `/servers/${segment(uuid)}/validate`
    await this.#caller.text({ method: 'POST', path, body: { install: true } }, signal)
  }

  async resources(uuid: string, signal: AbortSignal): Promise<readonly CoolifyResource[]> {
    const ask = { method: 'GET', path: `/servers/${segment(uuid)}/resources` } as const
    const found = await this.#caller.json(ask, z.array(Resource), signal)
    return found.map(({ id, name, uuid, type }) => ({ number: id ?? null, uuid, name, type }))
  }

  async remove(uuid: string, signal: AbortSignal): Promise<void> {
    await this.#caller.text({ method: 'DELETE', path: `/servers/${segment(uuid)}` }, signal)
  }
}

function seen(server: z.output<typeof Server>): SeenServer {
  const { settings, is_validating } = server
  return {
    uuid: server.uuid,
    name: server.name ?? server.ip,
    description: server.description,
    address: server.ip,
    port: server.port,
    user: server.user ?? 'root',
    isReachable: settings?.is_reachable ?? server.is_reachable,
    isUsable: settings?.is_usable ?? server.is_usable,
    isValidating:
      is_validating === null || is_validating === undefined ? null : Boolean(is_validating),
    validationLogs: server.validation_logs,
  }
}
