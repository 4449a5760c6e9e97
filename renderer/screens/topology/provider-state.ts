import type { ProblemCode } from '#contract/wire/health'
import type { Mark } from '../../ui/state-mark.tsx'
import type { ProviderProblem, ProviderSeen } from './provider-of.ts'
import type { ProviderHeard, TroubleKind } from './provider-traffic.ts'

/** What a worker says of it; `troubled` where it has only words for it. */
export type ProblemKind = TroubleKind | 'unreachable' | 'unset' | 'modelless' | 'troubled'

export interface ProviderState {
  readonly mark: Mark
  /** `away`: no worker that uses it is up; `quiet`: nothing went there. */
  readonly kind: 'serving' | 'quiet' | 'away' | ProblemKind
  /** What was said of what is wrong. */
  readonly reason: string | null
}

type Through = ProviderSeen['workers'][number]

interface Asked {
  readonly workers: readonly Pick<Through, 'isUp' | 'problem'>[]
  /** Requests a second that go there now, answered or not. */
  readonly rate?: number
}

const recentMs = 60_000
const hourMs = 3_600_000

/** How a provider is, by what its workers say of it and what became of requests there. */
export function providerState(
  { workers, rate = 0 }: Asked,
  heard: ProviderHeard | undefined,
  now: number,
): ProviderState {
  const up = workers.filter(worker => worker.isUp)
  const problems = up.flatMap(({ problem }) => (problem === null ? [] : [problem]))
  const [problem = null] = problems
  if (up.length === 0) return { mark: 'offline', kind: 'away', reason: null }
  if (problem !== null && problems.length === up.length) {
    const kind = problemKind(problem)
    return { mark: kind === 'limited' ? 'degraded' : 'offline', kind, reason: problem.words }
  }
  const trouble = heard?.trouble
  if (trouble && now - trouble.at < recentMs) {
    const isSince = trouble.at >= (heard.servedAt ?? 0) && trouble.kind !== 'limited'
    const { kind, detail } = trouble
    return { mark: isSince ? 'offline' : 'degraded', kind, reason: detail }
  }
  if (problem !== null) {
    return { mark: 'degraded', kind: problemKind(problem), reason: problem.words }
  }
  const isHeard = heard?.servedAt != null && now - heard.servedAt < hourMs
  return isHeard || rate > 0
    ? { mark: 'healthy', kind: 'serving', reason: null }
    : { mark: 'starting', kind: 'quiet', reason: null }
}

const kinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  key_refused: 'refused',
  limited: 'limited',
  unreachable: 'unreachable',
  not_configured: 'unset',
  no_models: 'modelless',
  failing: 'failing',
}

export function problemKind({ code }: ProviderProblem): ProblemKind {
  return code === null ? 'troubled' : kinds[code]
}
