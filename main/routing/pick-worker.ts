import type { StrategyName } from '#contract/model/strategy'
import { isNamed } from './eligible.ts'
import type { RoutableWorker } from './routable-worker.ts'
import type { RoutedRequest } from './routed-request.ts'
import type { Routing } from './routing.ts'
import { strategies } from './strategies/strategies.ts'

/** One of those that can serve: whom the request prefers, who served its session, or whom the strategy says. */
export function pickWorker(
  routing: Routing,
  { steering, requestId }: RoutedRequest,
  strategy: StrategyName,
  workers: readonly RoutableWorker[],
): RoutableWorker | undefined {
  if (workers.length === 1) return workers[0]
  const wanted = steering ? wantedOf(routing, steering, workers) : undefined
  if (wanted) return wanted
  const key = steering?.session ?? requestId
  return strategies[strategy](workers, { key, turn: routing.nextTurn(), random: Math.random })
}

function wantedOf(
  { affinity }: Routing,
  { prefer, session }: NonNullable<RoutedRequest['steering']>,
  workers: readonly RoutableWorker[],
): RoutableWorker | undefined {
  const preferred = prefer && workers.find(worker => isNamed(worker, prefer))
  if (preferred) return preferred
  const id = session && affinity.find(session)
  return id ? workers.find(worker => worker.id === id) : undefined
}
