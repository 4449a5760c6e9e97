import { z } from 'zod'
import { type CoolifyCaller, segment } from './coolify-caller.ts'
import { textOrNull } from './tolerant.ts'

const Queued = z.object({
  deployments: z.array(
    z.object({ message: textOrNull, resource_uuid: textOrNull, deployment_uuid: textOrNull }),
  ),
})
const Deployment = z.object({
  deployment_uuid: textOrNull,
  status: z.string(),
  logs: textOrNull.catch(null),
})
/** The document says that it is a list; what comes is counted. */
const Deployments = z.union([
  z.object({ deployments: z.array(Deployment) }).transform(({ deployments }) => deployments),
  z.array(Deployment),
])

export interface SeenDeployment {
  /** `queued`, `in_progress`, `finished`, `failed` or `cancelled-by-user`. */
  readonly status: string
  readonly uuid: string | null
  /** JSON; null for a token that may not read what is sensitive. */
  readonly logs: string | null
}

/** The deployments of one team's applications. */
export class CoolifyDeployments {
  readonly #caller: CoolifyCaller

  constructor(caller: CoolifyCaller) {
    this.#caller = caller
  }

  /**
   * Puts one into the queue and waits where that is full. Null where no id came along. Never by an
   * application's `start`: with a full queue that names a deployment which there is not.
   */
  async deploy(
    applicationUuid: string,
    say: (text: string) => void,
    signal: AbortSignal,
  ): Promise<string | null> {
    const query = { uuid: applicationUuid, force: false }
    const ask = { method: 'POST', path: '/deploy', query, say } as const
    const { deployments } = await this.#caller.json(ask, Queued, signal)
    return deployments[0]?.deployment_uuid ?? null
  }

  async get(uuid: string, signal: AbortSignal): Promise<SeenDeployment> {
    const ask = { method: 'GET', path: `/deployments/${segment(uuid)}` } as const
    return seen(await this.#caller.json(ask, Deployment, signal))
  }

  /** Null where there was none yet. */
  async newestOf(applicationUuid: string, signal: AbortSignal): Promise<SeenDeployment | null> {
    const path = `/deployments/applications/${segment(applicationUuid)}`
    const ask = { method: 'GET', path, query: { skip: 0, take: 1 } } as const
    const [newest] = await this.#caller.json(ask, Deployments, signal)
    return newest ? seen(newest) : null
  }

  async cancel(uuid: string, signal: AbortSignal): Promise<void> {
    await this.#caller.text(
      { method: 'POST', path: `/deployments/${segment(uuid)}/cancel` },
      signal,
    )
  }
}

export function isUnderWay({ status }: SeenDeployment): boolean {
  return status === 'queued' || status === 'in_progress'
}

function seen({ deployment_uuid, status, logs }: z.output<typeof Deployment>): SeenDeployment {
  return { uuid: deployment_uuid, status, logs }
}
