import type { ProblemCode } from '#contract/wire/health'
import { WireFault } from '../wire-fault.ts'
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
  | { readonly state: 'old'; readonly models: readonly string[]; readonly problem: ListProblem }
  | { readonly state: 'failed'; readonly problem: ListProblem }

export interface ListProblem {
  readonly code: ProblemCode
  readonly words: string
}

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
    const words = `${provider.origin.label} lists no models.`
    return { state: 'failed', problem: { code: 'no_models', words } }
  } catch (error) {
    return { state: 'failed', problem: problemOf(error, provider, limit.aborted, withinMs) }
  }
}

function problemOf(
  error: unknown,
  { origin }: Provider,
  isLate: boolean,
  withinMs: number,
): ListProblem {
  if (isLate) {
    const words = `${origin.label} did not list its models within ${withinMs} ms.`
    return { code: 'unreachable', words }
  }
  const fault = providerFault(error, origin, false)
  if (!(fault instanceof WireFault)) {
    const words = fault instanceof Error ? fault.message : null
    return { code: 'failing', words: words ?? `${origin.label} could not list its models.` }
  }
  if (fault.status === 404) {
    const words = `There is no list of models at ${origin.address} (404): check ${origin.urlVariable}; such addresses often end in /v1.`
    return { code: 'no_models', words }
  }
  return { code: codeOf(fault), words: fault.message }
}

function codeOf({ status, code }: WireFault): ProblemCode {
  if (code === 'provider_not_configured') return 'not_configured'
  if (code === 'provider_unreachable') return 'unreachable'
  if (status === 401 || status === 403) return 'key_refused'
  return status === 402 || status === 429 ? 'limited' : 'failing'
}
