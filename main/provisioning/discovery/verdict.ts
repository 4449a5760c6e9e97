import type { Host } from '#contract/model/host'
import type { HostFacts, HostVerdict } from '#contract/model/host-facts'
import { rankedMethods } from './methods.ts'
import { problemsOf } from './problems.ts'
import { scoreOf } from './score.ts'

/** What is made of the facts. No methods without a problem that says why, and none beside one that stops. */
export function verdictOf(
  host: Pick<Host, 'user' | 'transport' | 'coolify' | 'region' | 'monthlyCost'>,
  facts: HostFacts,
  preferredRegions: readonly string[],
): HostVerdict {
  const problems = problemsOf(host, facts)
  const isUsable = problems.every(({ isWarning }) => isWarning)
  return {
    name: 'seen',
    facts,
    score: scoreOf(host, facts, preferredRegions),
    problems,
    methods: isUsable ? rankedMethods(host, facts).map(({ method }) => method) : [],
  }
}
