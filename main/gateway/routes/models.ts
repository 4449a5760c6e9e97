import { FaultError } from '#contract/fault'
import { allowsModel } from '#contract/model/app'
import type { Worker } from '#contract/model/worker'
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
export function models(workers: () => readonly Worker[]): readonly Route[] {
  const created = Math.floor(Date.now() / 1000)
  const offered = ({ caller }: Call) =>
    unite(workers(), created).filter(({ id }) => allowsModel(caller.app, id))
  return [
    {
      method: 'GET',
      path: '/v1/models',
      access: 'app',
      handle: call => call.answer(200, { object: 'list', data: offered(call) }),
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
        call.answer(200, model)
      },
    },
  ]
}

function unite(workers: readonly Worker[], created: number): readonly OfferedModel[] {
  const found = new Map<string, { readonly ownedBy: string; readonly workers: string[] }>()
  for (const worker of workers) {
    if (worker.phase.name !== 'healthy') continue
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

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
