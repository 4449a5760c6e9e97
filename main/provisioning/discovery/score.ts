import type { Host } from '#contract/model/host'
import type { HostFacts, HostScore } from '#contract/model/host-facts'

type Part = HostScore['parts'][number]

/** What the parts weigh in the hundred. A model takes seconds to answer, so room counts for more than milliseconds. */
const weights = { latency: 30, resources: 40, region: 15, cost: 15 }

/** How well a host suits. Better in one thing and the same in all others never scores lower. */
export function scoreOf(
  host: Pick<Host, 'region' | 'monthlyCost'>,
  facts: Pick<HostFacts, 'roundTripMs' | 'cpus' | 'load1' | 'memory' | 'disk'>,
  preferredRegions: readonly string[],
): HostScore {
  const parts = [
    latency(facts.roundTripMs),
    resources(facts),
    region(host.region, preferredRegions),
    cost(host.monthlyCost),
  ]
  return { total: parts.reduce((sum, { points }) => sum + points, 0), parts }
}

const goodMs = 10
const uselessMs = 500

/** By the logarithm: from 10 to 20 ms is noticed as much as from 100 to 200. */
function latency(roundTripMs: number): Part {
  const share = 1 - Math.log(Math.max(goodMs, roundTripMs) / goodMs) / Math.log(uselessMs / goodMs)
  return part(
    'latency',
    share,
    `It answers in ${roundTripMs.toFixed(roundTripMs < 10 ? 1 : 0)} ms.`,
  )
}

const gigabyte = 1e9

/** Memory first: it is what a worker runs out of. Twice as much is not twice as good, hence the roots. */
function resources({
  cpus,
  load1,
  memory,
  disk,
}: Pick<HostFacts, 'cpus' | 'load1' | 'memory' | 'disk'>): Part {
  const idle = Math.max(0, 1 - load1 / cpus)
  const share =
    0.4 * root(memory.available / (8 * gigabyte)) +
    0.25 * root(cpus / 4) +
    0.15 * idle +
    0.2 * root(disk.free / (20 * gigabyte))
  const why = [
    `${inGigabytes(memory.available)} GB of memory and ${inGigabytes(disk.free)} GB of disk are free`,
    `${cpus === 1 ? '1 processor is' : `${cpus} processors are`} ${Math.round(idle * 100)} % idle.`,
  ].join('; ')
  return part('resources', share, why)
}

const root = (share: number) => Math.sqrt(Math.min(1, Math.max(0, share)))
const inGigabytes = (bytes: number) => (bytes / gigabyte).toFixed(1)

/** Half where nothing is known or wished: it neither helps nor harms. */
function region(name: string | null, preferred: readonly string[]): Part {
  if (preferred.length === 0) return part('region', 0.5, 'No region is preferred.')
  if (name === null) return part('region', 0.5, 'Its region is not known.')
  return preferred.includes(name)
    ? part('region', 1, `${name} is a preferred region.`)
    : part('region', 0, `${name} is not a preferred region.`)
}

/** Half at ten dollars. */
function cost(monthly: number | null): Part {
  if (monthly === null) return part('cost', 0.5, 'What it costs is not known.')
  if (monthly <= 0) return part('cost', 1, 'It costs nothing.')
  return part('cost', 10 / (10 + monthly), `It costs $${monthly} a month.`)
}

function part(name: Part['name'], share: number, why: string): Part {
  const most = weights[name]
  return { name, points: Math.round(most * Math.min(1, Math.max(0, share))), most, why }
}
