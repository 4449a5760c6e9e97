import type { ProviderName } from '../wire/health.ts'
import type { Worker } from './worker.ts'

type Offering = Pick<Worker, 'providers' | 'defaultModel'>

/** Who answers when a worker is asked for a model, as far as the worker tells; null model: any. */
export function providerOf(
  { providers, defaultModel }: Offering,
  model: string | null,
): ProviderName | null {
  const [only] = providers
  if (only && providers.length === 1) return only.name
  const asked = model ?? defaultModel
  if (asked === null) return null
  return providers.find(({ models }) => models.includes(asked))?.name ?? null
}
