import type { TFunction } from 'i18next'
import { type ProviderReport, problemCodeOf } from '#contract/wire/health'
import { problemKind } from './provider-state.ts'
import type { ShownProvider } from './use-provider.ts'

/** What there is room for beside the name, and the whole of it. */
export function providerWords(
  t: TFunction,
  { state, models, workers, up, isPast }: ShownProvider,
): { readonly aside: string; readonly title: string } {
  const through = t('topology.provider.through', { up, count: workers.length })
  const word = t(`topology.provider.state.${state.kind}`)
  if (isPast) return { aside: state.kind === 'away' ? word : '', title: through }
  const isWell = state.kind === 'serving'
  const count = t('topology.provider.models', { count: models.length, number: models.length })
  return {
    aside: isWell ? count : word,
    title: [word, state.reason, count, through].filter(Boolean).join(' · '),
  }
}

/** What is wrong with a provider: in a word where its worker tells which problem it is, else as the worker says it. */
export function problemText(t: TFunction, report: ProviderReport): string {
  const code = problemCodeOf(report)
  const words = report.problem ?? ''
  if (code === null) return words
  const kind = problemKind({ code, words })
  return t(`topology.provider.state.${kind}`)
}
