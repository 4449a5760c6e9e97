import { useTranslation } from 'react-i18next'
import type { LiveRequestOver } from '#contract/model/live-request'
import { measureText, timeTaken } from '../../i18n/figures.ts'
import { usePlaces } from '../../state/place.ts'
import { PanelSection } from '../../ui/detail-panel.tsx'
import type { Going } from './traffic.ts'
import { useTraffic } from './use-traffic.ts'

interface Props {
  readonly workerId?: string
  readonly appId?: string
  readonly appName: (appId: string) => string
}

const shown = 6

/** What goes on there, and what went on last. */
export function NowSection({ workerId, appId, appName }: Props) {
  const { t, i18n } = useTranslation()
  const places = usePlaces()
  const isHere = (request: { readonly workerId: string | null; readonly appId: string }) =>
    workerId === undefined ? request.appId === appId : request.workerId === workerId
  const going = useTraffic(seen => seen.going.filter(isHere).slice(-shown).toReversed())
  const over = useTraffic(seen =>
    seen.over
      .filter(isHere)
      .toSorted((a, b) => b.at - a.at)
      .slice(0, shown),
  )
  const lines = [
    ...going.map(request => ({ request, says: goingText(request), tone: 'well' })),
    ...over.map(request => ({ request, says: overText(request), tone: toneOf(request) })),
  ].slice(0, shown)

  function goingText({ attempt }: Going): string {
    return attempt > 1 ? t('topology.goingAgain', { attempt }) : t('topology.goingNow')
  }

  function overText({ outcome, attempts, latencyMs, tokens, errorCode }: LiveRequestOver): string {
    const word =
      outcome === 'served' && attempts > 1
        ? t('topology.rescued', { attempts })
        : t(`topology.outcome.${outcome}`)
    const count = tokens ? t('topology.tokens', { number: tokens.completion }) : null
    const time = latencyMs > 0 ? measureText(t, timeTaken(latencyMs)) : null
    return [word, outcome === 'failed' ? errorCode : null, count, time].filter(Boolean).join(' · ')
  }

  const clock = new Intl.DateTimeFormat(i18n.language, {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  return (
    <PanelSection name={t('topology.now')}>
      {lines.length === 0 ? (
        <p className="dim">{t('topology.nothingNow')}</p>
      ) : (
        <ol className="topo-now">
          {lines.map(({ request, says, tone }) => (
            <li key={request.requestId}>
              <button
                type="button"
                onClick={() => places.go({ screen: 'requests', requestId: request.requestId })}
              >
                <time>{clock.format(request.at)}</time>
                <span className="topo-now-what">
                  {appName(request.appId)} → {request.model ?? t('topology.anyModel')}
                </span>
                <span className={`topo-now-says is-${tone}`}>{says}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </PanelSection>
  )
}

function toneOf({ outcome, attempts }: LiveRequestOver): string {
  if (outcome === 'failed' || outcome === 'refused') return 'wrong'
  return outcome === 'served' && attempts === 1 ? 'well' : 'rescued'
}
