import type { TFunction } from 'i18next'
import type { ListedHost } from '#contract/http/hosts'
import { timeTaken } from '../../i18n/figures.ts'

type Verdict = NonNullable<ListedHost['verdict']>
type Part = NonNullable<Verdict['score']>['parts'][number]

/** Why a part of the score is as it is, in the language of the window; from the facts that it was made of. */
export function scoreSentence(
  t: TFunction,
  part: Part,
  { region, monthly_cost, verdict }: Pick<ListedHost, 'region' | 'monthly_cost' | 'verdict'>,
): string {
  const facts = verdict?.facts
  if (!facts) return part.why
  switch (part.name) {
    case 'latency':
      return t('hostScore.latency', { ms: wholeOrTenths(facts.round_trip_ms) })
    case 'resources':
      return t('hostScore.resources', {
        memory: gigabytes(facts.memory.available),
        disk: gigabytes(facts.disk.free),
        cpus: facts.cpus,
        load: facts.load1.toFixed(1),
      })
    case 'region':
      if (region !== null && part.points === part.most)
        return t('hostScore.regionPreferred', { region })
      if (region !== null && part.points === 0) return t('hostScore.regionOther', { region })
      return t('hostScore.regionUnknown')
    case 'cost':
      if (monthly_cost === null) return t('hostScore.costUnknown')
      if (monthly_cost <= 0) return t('hostScore.costNothing')
      return t('hostScore.costMonth', { cost: monthly_cost })
  }
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1)

const wholeOrTenths = (ms: number) => (ms < 0.95 ? timeTaken(ms).number : Math.round(ms))
