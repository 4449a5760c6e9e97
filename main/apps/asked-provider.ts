import type { WorkerId } from '#contract/ids'
import type { AttemptNote } from '#contract/model/request-trail'
import type { ProviderName } from '#contract/wire/health'

/** Whom a worker asks for a model, as far as the worker tells; null model: any. */
export type FindProvider = (workerId: WorkerId, model: string | null) => ProviderName | null

interface Asked {
  readonly workerId: WorkerId | null
  readonly trail: { readonly attempts: readonly Pick<AttemptNote, 'workerId' | 'model'>[] } | null
  readonly model: string | null
  readonly answeredModel: string | null
}

/** An alias is nothing that a worker lists, so the model that answered may tell more than the one asked for. */
export function askedProvider(
  { workerId, trail, model, answeredModel }: Asked,
  find: FindProvider,
): ProviderName | null {
  if (workerId === null) return null
  const last = trail?.attempts.findLast(note => note.workerId === workerId)
  const asked = find(workerId, last ? last.model : model)
  return asked ?? (answeredModel === null ? null : find(workerId, answeredModel))
}
