import type { TFunction } from 'i18next'
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
