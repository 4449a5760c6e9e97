import { FaultError } from '#contract/fault'
import { allowsModel } from '#contract/model/app'
import { isServing, type Worker } from '#contract/model/worker'
import type { Call } from '../call.ts'
import type { Route } from '../route.ts'

interface OfferedModel {
  readonly id: string
  readonly object: 'model'
  /** Seconds since 1970; when this root node started, as no worker tells a model's own. */
  readonly created: number
  readonly owned_by: string
  /** Which workers offer it. */
  readonly workers: readonly string[]
}

/**
 * `GET /v1/models` and `GET /v1/models/{id}`: what the workers that are up offer, together, as far
 * as the app may use it.
 */
export function models(
  workers: () => readonly Worker[],
  aliases: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly Route[] {
  const created = Math.floor(Date.now() / 1000)
  const offered = ({ caller }: Call) =>
    withAliases(unite(workers(), created), aliases).filter(({ id }) => allowsModel(caller.app, id))
  return [
    {
      method: 'GET',
      path: '/v1/models',
      access: 'app',
      handle(call) {
        const data = offered(call)
        if (isAnthropic(call)) call.answer(200, anthropicList(data), ownId(call))
        else call.answer(200, { object: 'list', data })
      },
    },
    {
      method: 'GET',
      path: '/v1/models/*',
      access: 'app',
      handle(call) {
        const id = decoded(call.path.slice('/v1/models/'.length))
        const list = offered(call)
        const model = list.find(each => each.id === id)
        if (!model) {
          const names = list.map(each => each.id).slice(0, 20)
          throw new FaultError({ code: 'model.unknown', model: id, offered: names })
        }
        if (isAnthropic(call)) call.answer(200, anthropicModel(model), ownId(call))
        else call.answer(200, model)
      },
    },
  ]
}

/** Anthropic's client asks at the same paths and says its version. */
function isAnthropic(call: Call): boolean {
  return call.request.headers['anthropic-version'] !== undefined
}

function ownId(call: Call) {
  return { 'request-id': call.requestId }
}

function anthropicList(models: readonly OfferedModel[]) {
  return {
    data: models.map(anthropicModel),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  }
}

function anthropicModel({ id, created }: OfferedModel) {
  const createdAt = new Date(created * 1000).toISOString()
  return { type: 'model', id, display_name: id, created_at: createdAt }
}

function unite(workers: readonly Worker[], created: number): readonly OfferedModel[] {
  const found = new Map<string, { readonly ownedBy: string; readonly workers: string[] }>()
  for (const worker of workers.filter(isServing)) {
    for (const id of worker.models) {
      const provider = worker.providers.find(each => each.models.includes(id))
      const entry = found.get(id) ?? { ownedBy: provider?.name ?? 'compatible', workers: [] }
      entry.workers.push(worker.id)
      found.set(id, entry)
    }
  }
  return [...found].map(([id, entry]) => ({
    id,
    object: 'model',
    created,
    owned_by: entry.ownedBy,
    workers: entry.workers,
  }))
}

/** A name for other models is offered by whoever has one of them. */
function withAliases(
  offered: readonly OfferedModel[],
  aliases: ReadonlyMap<string, readonly string[]>,
): readonly OfferedModel[] {
  const added = [...aliases].flatMap(([id, chain]): OfferedModel[] => {
    if (offered.some(model => model.id === id)) return []
    const [first, ...others] = offered.filter(model => chain.includes(model.id))
    if (!first) return []
    const workers = new Set([...first.workers, ...others.flatMap(model => model.workers)])
    return [{ ...first, id, owned_by: 'banyan', workers: [...workers] }]
  })
  return [...offered, ...added]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
