import { z } from 'zod'
import type { Secret } from '../../base/secret.ts'
import { type CoolifyCaller, segment } from './coolify-caller.ts'
import { flag } from './tolerant.ts'

const Variable = z.object({ uuid: z.string(), key: z.string(), is_preview: flag })

/** One variable in the worker's environment. */
export interface WorkerVariable {
  readonly key: string
  /** Null: there shall be none of this name. */
  readonly value: Secret | string | null
}

/** What an application finds in its environment; Coolify shows values to few tokens, so they are never read. */
export class CoolifyVariables {
  readonly #caller: CoolifyCaller

  constructor(caller: CoolifyCaller) {
    this.#caller = caller
  }

  /** Those of the application itself; a preview has its own. */
  async list(
    applicationUuid: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly uuid: string; readonly key: string }[]> {
    const ask = { method: 'GET', path: `/applications/${segment(applicationUuid)}/envs` } as const
    const found = await this.#caller.json(ask, z.array(Variable), signal)
    return found.filter(each => !each.is_preview).map(({ uuid, key }) => ({ uuid, key }))
  }

  /** Changes or adds each. A flag that is left out would be taken back to what Coolify thinks best. */
  async set(
    applicationUuid: string,
    variables: readonly { readonly key: string; readonly value: Secret | string }[],
    signal: AbortSignal,
  ): Promise<void> {
    const data = variables.map(({ key, value }) => ({
      key,
      value,
      is_preview: false,
      is_literal: true,
      is_multiline: textOf(value).includes('\n'),
      is_shown_once: typeof value !== 'string',
      is_runtime: true,
      is_buildtime: false,
    }))
    const path = `/applications/${segment(applicationUuid)}/envs/bulk`
    await this.#caller.text({ method: 'PATCH', path, body: { data } }, signal)
  }

  async remove(applicationUuid: string, uuid: string, signal: AbortSignal): Promise<void> {
    const path = `/applications/${segment(applicationUuid)}/envs/${segment(uuid)}`
    await this.#caller.text({ method: 'DELETE', path }, signal)
  }
}

export function textOf(value: Secret | string): string {
  return typeof value === 'string' ? value : value.reveal()
}
