import type { TFunction } from 'i18next'
import type { Worker } from '#contract/model/worker'
import type { WorkerStateTexts } from './worker-state.ts'

/** The few words that a card has room for: beside the name, and under it where there are no figures. */
export interface CardTexts {
  readonly aside: string
  /** Null: the figures stand there. */
  readonly below: string | null
}

const strainedPercent = 85

export function cardTexts(
  t: TFunction,
  worker: Worker,
  { mark, words, reasons }: WorkerStateTexts,
): CardTexts {
  if (mark === 'healthy') return { aside: providerNames(t, worker), below: null }
  const { name } = worker.phase
  if (name === 'degraded') return { aside: strainText(t, worker) ?? words, below: null }
  if (name === 'offline' || name === 'starting') return { aside: words, below: reasons[0] ?? '' }
  if (name === 'healthy') return { aside: words, below: reasons[0] ?? null }
  return { aside: words, below: null }
}

/** What is nearly full, where the machine tells. */
export function strainText(t: TFunction, { vitals }: Worker): string | null {
  if (!vitals) return null
  const { memory_usage: memory, cpu_usage: cpu } = vitals
  const most = Math.max(memory ?? 0, cpu ?? 0)
  if (most < strainedPercent) return null
  const percent = Math.round(most)
  return most === memory ? t('topology.memory', { percent }) : t('topology.cpu', { percent })
}

function providerNames(t: TFunction, { providers }: Worker): string {
  return providers
    .filter(({ problem }) => problem === null)
    .map(({ name }) => t(`provider.${name}`))
    .join(' · ')
}
