import type { ListedVerdict } from '#contract/http/host-verdict'
import type { AnswerOf } from '#contract/http/operations'
import type { WorkerPhase } from '#contract/model/worker'
import { isTold } from './around-event.ts'
import { nearestModels } from './nearest-models.ts'
import { type Remedy, remedyFor } from './remedy.ts'

type Request = AnswerOf<'getRequest'>
type Host = AnswerOf<'listHosts'>['hosts'][number]
type Attempt = NonNullable<Request['attempts_detail']>[number]
type Event = AnswerOf<'getRequestSurroundings'>['events'][number]

interface SeenWorker {
  readonly id: string
  readonly phase: WorkerPhase
  readonly models: readonly string[]
}

/** What is known besides the request itself. */
export interface Surroundings {
  readonly events: readonly Event[]
  readonly hosts: readonly Host[]
  readonly workers: readonly SeenWorker[]
}

/** What can be done, as a place to go to. */
export type Action =
  | { readonly kind: 'models' | 'server' | 'apps' | 'workers' | 'logs' }
  | { readonly kind: 'host'; readonly hostId: string; readonly hostName: string }

export interface Why {
  readonly remedy: Remedy
  /** Its worker; the last one that failed where there were several. */
  readonly workerId: string | null
  /** How that worker was as it failed; null where it is not known. */
  readonly workerThen: Attempt['worker_then']
  /** In the words of the provider that refused; null where nothing is kept of them. */
  readonly said: string | null
  /** Names that are like the one that was asked for. */
  readonly models: readonly string[]
  readonly actions: readonly Action[]
  /** How its worker stands now; null where it is not there any more. */
  readonly phase: WorkerPhase['name'] | null
  /** What discovery found on its host. */
  readonly problems: ListedVerdict['problems']
  /** What happened to its workers and hosts, and to the root node, the oldest first. */
  readonly events: readonly Event[]
}

const mostEvents = 6

/** Why a request failed, or did not go well at once: joined from all that is known; null where nothing went wrong. */
export function whyFailed(request: Request, around: Surroundings): Why | null {
  const { outcome, status, error_code } = request
  const failed = request.attempts_detail?.filter(attempt => attempt.outcome === 'failed') ?? []
  const last = failed.at(-1)
  if (outcome === 'served' && !last) return null
  if (outcome === 'cancelled' && !last) return null
  const code = error_code ?? last?.error_code ?? null
  const detail = last?.detail ?? null
  const remedy = remedyFor(code, statusIn(detail) ?? status, detail ?? '')
  const workerId = last?.worker_id ?? request.worker_id
  const host = around.hosts.find(({ installed }) => installed && installed.worker_id === workerId)
  const offered = [...new Set(around.workers.flatMap(({ models }) => models))]
  const involved = new Set([
    ...(request.attempts_detail ?? []).map(attempt => attempt.worker_id),
    ...(workerId ? [workerId] : []),
    ...(host ? [host.id] : []),
  ])
  return {
    remedy,
    workerId,
    workerThen: last?.worker_then ?? null,
    said: code === 'provider.refused' ? (detail?.replace(/^\d{3}: /, '') ?? null) : null,
    models:
      remedy === 'model' && request.model_asked ? nearestModels(request.model_asked, offered) : [],
    actions: actionsFor(remedy, host),
    phase: around.workers.find(({ id }) => id === workerId)?.phase.name ?? null,
    problems: host?.verdict?.problems ?? [],
    events:
      workerId === null && ofItself.has(remedy)
        ? []
        : around.events.filter(event => isTold(event, involved)).slice(-mostEvents),
  }
}

/** What the request itself lacks, or may not; nothing that happened at the time has to do with it. */
const ofItself: ReadonlySet<Remedy> = new Set([
  ...(['said', 'body', 'route', 'model', 'capability', 'appKey', 'limit'] as const),
])

/** A refusal of the worker begins with the status of its answer. */
function statusIn(detail: string | null): number | null {
  const found = detail?.match(/^(\d{3}): /)
  return found ? Number(found[1]) : null
}

const places: Readonly<Partial<Record<Remedy, Exclude<Action['kind'], 'host'>>>> = {
  key: 'models',
  quota: 'models',
  rate: 'models',
  limit: 'apps',
  appKey: 'apps',
  appModel: 'apps',
  model: 'workers',
  modelAway: 'workers',
  capability: 'workers',
  noWorker: 'workers',
  busy: 'workers',
  cooling: 'models',
  unreachable: 'workers',
  silent: 'server',
  cut: 'workers',
  signature: 'server',
  vote: 'workers',
  port: 'server',
  setting: 'server',
  database: 'logs',
  inside: 'logs',
}

/** Where the fault is the machine's, its host goes first. */
function actionsFor(remedy: Remedy, host: Host | undefined): readonly Action[] {
  const isMachines = ['unreachable', 'silent', 'cut', 'disk', 'host', 'deployment'].includes(remedy)
  const kind = places[remedy]
  return [
    ...(host && isMachines
      ? [{ kind: 'host', hostId: host.id, hostName: host.name } as const]
      : []),
    ...(kind ? [{ kind }] : []),
  ]
}
