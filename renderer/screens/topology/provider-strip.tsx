import { useTranslation } from 'react-i18next'
import type { ProviderName } from '#contract/wire/health'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { nodeId } from './layout.ts'
import { providerWords } from './provider-words.ts'
import { rateText } from './rate-text.ts'
import { useProvider } from './use-provider.ts'

/** The column of providers where there is no room for it. */
export function ProviderStrip({ names }: { readonly names: readonly ProviderName[] }) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  return (
    <ul className="provider-strip" aria-label={t('topology.columns.providers')}>
      {names.map(name => (
        <li key={name}>
          <Chip name={name} />
        </li>
      ))}
    </ul>
  )
}

function Chip({ name }: { readonly name: ProviderName }) {
  const { t } = useTranslation()
  const places = usePlaces()
  const place = usePlaceOf('topology')
  const shown = useProvider(name)
  const { state, rate, isPast } = shown
  const { title } = providerWords(t, shown)
  const part = nodeId.provider(name)
  const isWrong = state.kind !== 'serving' && state.kind !== 'quiet'
  return (
    <button
      type="button"
      className={state.kind === 'quiet' ? 'provider-chip is-unasked' : 'provider-chip'}
      title={title}
      aria-pressed={place?.part === part}
      onClick={() => places.select({ screen: 'topology', part })}
    >
      <StateMark mark={state.mark} />
      {t(`provider.${name}`)}
      <span className={isWrong ? `topo-tone tone-${state.mark}` : 'dim'}>
        {isWrong ? t(`topology.provider.state.${state.kind}`) : isPast ? '–' : rateText(t, rate)}
      </span>
      {!isWrong && (
        <span className="visually-hidden">{t(`topology.provider.state.${state.kind}`)}</span>
      )}
    </button>
  )
}
