import type { Provider } from './provider.ts'
import { providerFault } from './provider-fault.ts'

const mostModels = 2000

/** A provider with what is known of its models. */
export interface ListedProvider {
  readonly provider: Provider
  readonly list: ModelList
}

export type ModelList =
  | { readonly state: 'loaded'; readonly models: readonly string[]; readonly at: number }
  /** The list as it was; asked again, the provider failed. */
  | { readonly state: 'old'; readonly models: readonly string[]; readonly problem: string }
  | { readonly state: 'failed'; readonly problem: string }

export function modelsIn(list: ModelList): readonly string[] {
  return list.state === 'failed' ? [] : list.models
}

/** Loads a list anew and keeps the one before where that fails. */
export async function reloadList(
  provider: Provider,
  before: ModelList | undefined,
  withinMs: number,
  signal: AbortSignal,
): Promise<ModelList> {
  const list = await loadList(provider, withinMs, signal)
  if (list.state !== 'failed' || !before || before.state === 'failed') return list
  return { state: 'old', models: before.models, problem: list.problem }
}

/** Never rejects: a list that cannot be loaded, or is empty, is a state to report. */
export async function loadList(
  provider: Provider,
  withinMs: number,
  signal: AbortSignal,
): Promise<ModelList> {
  const limit = AbortSignal.timeout(withinMs)
  try {
    const models = await provider.models(AbortSignal.any([signal, limit]))
    if (models.length > 0) {
      return { state: 'loaded', models: models.slice(0, mostModels), at: Date.now() }
    }
    return { state: 'failed', problem: `${provider.origin.label} lists no models.` }
  } catch (error) {
    return { state: 'failed', problem: problemOf(error, provider, limit.aborted, withinMs) }
  }
}

function problemOf(
  error: unknown,
  { origin }: Provider,
  isLate: boolean,
  withinMs: number,
): string {
  if (isLate) return `${origin.label} did not list its models within ${withinMs} ms.`
  const fault = providerFault(error, origin, false)
  if (!(fault instanceof Error)) return `${origin.label} could not list its models.`
  const isNoSuchPage = 'status' in fault && fault.status === 404
  return isNoSuchPage
    ? `There is no list of models at ${origin.address} (404): check ${origin.urlVariable}; such addresses often end in /v1.`
    : fault.message
}
