import { z } from 'zod'
import type { Secret } from '../../base/secret.ts'
import { type CoolifyCaller, segment } from './coolify-caller.ts'
import { Created, textOrNull } from './tolerant.ts'

const Key = z.object({ uuid: z.string(), name: textOrNull, public_key: textOrNull })

export interface CoolifyKey {
  readonly uuid: string
  /** Null where this Coolify does not show it. */
  readonly publicKey: string | null
}

/** The keys with which a Coolify logs in to servers. */
export class CoolifyKeys {
  readonly #caller: CoolifyCaller

  constructor(caller: CoolifyCaller) {
    this.#caller = caller
  }

  async named(name: string, signal: AbortSignal): Promise<CoolifyKey | null> {
    const ask = { method: 'GET', path: '/security/keys' } as const
    const found = (await this.#caller.json(ask, z.array(Key), signal)).find(
      key => key.name === name,
    )
    return found ? { uuid: found.uuid, publicKey: found.public_key } : null
  }

  async add(
    key: { readonly name: string; readonly description: string; readonly privateKey: Secret },
    signal: AbortSignal,
  ): Promise<string> {
    const { privateKey: private_key, ...rest } = key
    const ask = { method: 'POST', path: '/security/keys', body: { ...rest, private_key } } as const
    return (await this.#caller.json(ask, Created, signal)).uuid
  }

  async remove(uuid: string, signal: AbortSignal): Promise<void> {
    await this.#caller.text({ method: 'DELETE', path: `/security/keys/${segment(uuid)}` }, signal)
  }
}
