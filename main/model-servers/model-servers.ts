import { FaultError } from '#contract/fault'
import type {
  FoundServer,
  KeyTrial,
  ModelServerName,
  OfferedModels,
} from '#contract/model/model-servers'
import { getJson } from './get-json.ts'
import { modelsIn, refusalIn } from './model-list.ts'
import { modelRequest, vendorUrls } from './model-request.ts'

/** The addresses that the settings give; null: none. */
export type ServerAddresses = Readonly<Record<ModelServerName, string | null>>

export interface ModelServersOptions {
  readonly addresses: () => ServerAddresses
  readonly tryWithinMs?: number
  readonly findWithinMs?: number
}

const local = ['ollama', 'lmstudio'] as const

/** Asks model servers for their models: one with a key that is not kept yet, or those that may run on this computer. */
export class ModelServers {
  readonly #addresses: () => ServerAddresses
  readonly #tryWithinMs: number
  readonly #findWithinMs: number

  constructor({ addresses, tryWithinMs = 12_000, findWithinMs = 2_000 }: ModelServersOptions) {
    this.#addresses = addresses
    this.#tryWithinMs = tryWithinMs
    this.#findWithinMs = findWithinMs
  }

  /** Never sends a key that is kept: what is tried goes nowhere but to the address that it is tried at. */
  async tryKey({ provider, key, baseUrl }: KeyTrial, signal: AbortSignal): Promise<OfferedModels> {
    const chosen = baseUrl ?? this.#addresses()[provider] ?? vendorUrls[provider]
    if (chosen === undefined) {
      const detail = 'baseUrl: the address of the server is needed'
      throw new FaultError({ code: 'request.malformed', detail, param: 'baseUrl' })
    }
    try {
      return await ask(provider, chosen, key, this.#tryWithinMs, signal)
    } catch (failure) {
      // Most servers answer under /v1, which people leave out.
      const mayBeBelow = provider === 'compatible' && !/\/v\d+$/.test(chosen)
      if (!mayBeBelow || !isMissing(failure)) throw failure
      return ask(provider, `${chosen}/v1`, key, this.#tryWithinMs, signal)
    }
  }

  /** Those that answer; one that does not is not there. */
  async find(signal: AbortSignal): Promise<readonly FoundServer[]> {
    const addresses = this.#addresses()
    const asked = local.map(async (name): Promise<readonly FoundServer[]> => {
      const baseUrl = addresses[name]
      if (baseUrl === null) return []
      try {
        return [{ name, ...(await ask(name, baseUrl, '', this.#findWithinMs, signal)) }]
      } catch (failure) {
        if (failure instanceof FaultError) return []
        throw failure
      }
    })
    return (await Promise.all(asked)).flat()
  }
}

async function ask(
  name: ModelServerName,
  baseUrl: string,
  key: string,
  withinMs: number,
  signal: AbortSignal,
): Promise<OfferedModels> {
  const { url, headers } = modelRequest(name, baseUrl, key)
  const { status, body } = await getJson(url, headers, withinMs, signal)
  if (status >= 400) {
    throw new FaultError({
      ...{ code: 'provider.refused', status, errorCode: null },
      ...refusalIn(body, key),
    })
  }
  const models = modelsIn(name, body)
  if (models === null) {
    const detail = 'no list of models'
    throw new FaultError({ code: 'server.strange', address: url.host, detail })
  }
  return { baseUrl, models: [...new Set(models)].sort() }
}

function isMissing(failure: unknown): boolean {
  if (!(failure instanceof FaultError)) return false
  const { fault } = failure
  return (
    fault.code === 'server.strange' || (fault.code === 'provider.refused' && fault.status === 404)
  )
}
