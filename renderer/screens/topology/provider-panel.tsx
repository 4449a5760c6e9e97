import { KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProviderName } from '#contract/wire/health'
import { countText, momentText } from '../../i18n/figures.ts'
import { usePlaces } from '../../state/place.ts'
import { clearRequestFilters, setRequestFilter } from '../../state/request-filters.ts'
import { useApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { DetailPanel, PanelSection } from '../../ui/detail-panel.tsx'
import { Figure } from '../../ui/figure.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { problemKind } from './provider-state.ts'
import { rateText } from './rate-text.ts'
import { type ShownProvider, useProvider } from './use-provider.ts'
import { phaseMarks } from './worker-shown.ts'

interface Props {
  readonly name: ProviderName
  readonly onClose: () => void
}

const mostModels = 40

/** What a provider serves, through whom, and what was wrong last. */
export function ProviderPanel({ name, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const places = usePlaces()
  const shown = useProvider(name)
  const { state, heard, rate, isPast, models, workers, up } = shown
  const trouble = heard?.trouble ?? null
  // What was said last stands below, with when and by whom.
  const isBelow = state.reason === null || state.reason === trouble?.detail
  const more = models.length - mostModels

  function showRequests(filter: 'provider' | 'model', of: string) {
    clearRequestFilters()
    setRequestFilter(filter, of)
    places.go({ screen: 'requests' })
  }

  return (
    <DetailPanel
      title={t(`provider.${name}`)}
      mark={
        <span className={state.kind === 'quiet' ? 'is-unasked' : undefined}>
          <StateMark mark={state.mark} />
        </span>
      }
      text={t('topology.provider.through', { up, count: workers.length })}
      onClose={onClose}
    >
      {(state.mark !== 'healthy' || isPast) && (
        <p className="topo-state">
          <b className={state.kind === 'quiet' ? undefined : `tone-${state.mark}`}>
            {t(isPast ? 'topology.unknown' : `topology.provider.state.${state.kind}`)}
          </b>
          {!isPast && <span>{t(`topology.provider.next.${state.kind}`)}</span>}
          {!isPast && !isBelow && <span className="dim">{state.reason}</span>}
        </p>
      )}
      <dl className="figures-grid">
        <Figure name={t('topology.rateNow')}>{isPast ? '–' : rateText(t, rate)}</Figure>
        <Figure name={t('workers.firstToken')}>
          <TimeFigure ms={heard?.firstTokenMs ?? null} />
        </Figure>
      </dl>
      <div className="topo-actions">
        <Button
          icon={KeyRound}
          onClick={() => places.go({ screen: 'settings', section: 'models' })}
        >
          {t('topology.provider.keys')}
        </Button>
        <Button onClick={() => showRequests('provider', name)}>
          {t('topology.provider.requests')}
        </Button>
      </div>
      {trouble && !isPast && (
        <PanelSection name={t('topology.provider.lastFault')}>
          <p className="topo-state">
            <span>{trouble.detail ?? t(`topology.provider.state.${trouble.kind}`)}</span>
            <span className="dim">
              {[
                momentText(trouble.at, Date.now(), i18n.language),
                workers.find(({ id }) => id === trouble.workerId)?.name ?? trouble.workerId,
              ].join(' · ')}
            </span>
          </p>
        </PanelSection>
      )}
      <Through shown={shown} />
      <PanelSection
        name={t('topology.provider.models', {
          count: models.length,
          number: countText(models.length, i18n.language),
        })}
      >
        <ul className="provider-models">
          {models.slice(0, mostModels).map(each => (
            <li key={each}>
              <button
                type="button"
                className="mono"
                title={t('topology.provider.requestsOf', { model: each })}
                onClick={() => showRequests('model', each)}
              >
                {each}
              </button>
            </li>
          ))}
        </ul>
        {more > 0 && <p className="dim">{t('workers.moreModels', { number: more })}</p>}
      </PanelSection>
    </DetailPanel>
  )
}

/** The workers that use it, with what each says of it. */
function Through({ shown: { workers, models, isPast } }: { readonly shown: ShownProvider }) {
  const { t } = useTranslation()
  const places = usePlaces()
  const listed = useApi('listWorkers', {}, { everyMs: 10_000 }).data?.workers
  const served = new Set(models)
  const resting = new Map(
    listed?.map(({ id, open_breakers }) => [id, open_breakers.filter(model => served.has(model))]),
  )
  return (
    <PanelSection name={t('topology.workers', { count: workers.length })}>
      <ul className="topo-members">
        {workers.map(({ id, name, phase, isUp, problem }) => {
          const paused = isPast ? 0 : (resting.get(id)?.length ?? 0)
          const isWrong = problem !== null || paused > 0
          const own = phaseMarks[phase]
          const mark = own === 'healthy' && isWrong ? 'degraded' : own
          const word = !isUp
            ? t(`workers.${phase}`)
            : paused > 0
              ? t('topology.provider.paused', { count: paused })
              : problem && t(`topology.provider.state.${problemKind(problem)}`)
          const title = paused === 0 && isUp ? problem?.words : undefined
          return (
            <li key={id}>
              <button
                type="button"
                onClick={() => places.select({ screen: 'topology', workerId: id })}
              >
                {!isPast && <StateMark mark={mark} />}
                <span className="topo-member-name">{name}</span>
                {!isPast && word !== null && (
                  <span className={`topo-member-says topo-tone tone-${mark}`} title={title ?? word}>
                    {word}
                  </span>
                )}
              </button>
            </li>
          )
        })}
      </ul>
    </PanelSection>
  )
}
