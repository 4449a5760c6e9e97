import { useTranslation } from 'react-i18next'
import { costText, countText, momentToTheSecond, unknown } from '../../i18n/figures.ts'
import type { LiveRequest } from '../../state/live-requests.ts'
import { useApi } from '../../state/use-api.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { DetailPanel, PanelSection } from '../../ui/detail-panel.tsx'
import { Figure } from '../../ui/figure.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'
import { AttemptBars } from './attempt-bars.tsx'
import { FailureReasons } from './failure-reasons.tsx'
import { outcomeMark, outcomeText } from './outcome.ts'
import { RequestActions } from './request-actions.tsx'
import { RequestContents } from './request-contents.tsx'
import type { RequestDetail } from './request-detail.ts'
import { RequestFacts } from './request-facts.tsx'
import { useNames } from './request-names.ts'
import { whyFailed } from './why-failed.ts'

interface Props {
  /** Either of the two ids. */
  readonly id: string
  readonly live: LiveRequest | null
  readonly onClose: () => void
}

export function RequestPanel({ id, live, onClose }: Props) {
  if (live) return <LivePanel live={live} onClose={onClose} />
  return <PastPanel id={id} onClose={onClose} />
}

function LivePanel({
  live,
  onClose,
}: {
  readonly live: LiveRequest
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const names = useNames()
  const now = useNow(500)
  return (
    <DetailPanel
      title={live.model ?? t('requests.anyModel')}
      mark={<StateMark mark="starting" />}
      text={[names.app(live.appId), names.worker(live.workerId)].filter(Boolean).join(' · ')}
      onClose={onClose}
    >
      <dl className="figures-grid">
        <Figure name={t('requests.outcome.running')}>
          <TimeFigure ms={Math.max(0, now - live.at)} />
        </Figure>
        <Figure name={t('requests.panel.attempts')}>{live.attempts || unknown}</Figure>
      </dl>
    </DetailPanel>
  )
}

function PastPanel({ id, onClose }: Omit<Props, 'live'>) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const reading = useApi('getRequest', { path: { id } })
  const request = reading.data
  const title = request ? (request.model ?? request.model_asked ?? t('requests.anyModel')) : id
  return (
    <DetailPanel
      title={title}
      mark={request && <StateMark mark={outcomeMark(request)} />}
      text={
        request &&
        `${outcomeText(t, request)} · ${names.app(request.app)} · ${momentToTheSecond(Date.parse(request.at), i18n.language)}`
      }
      onClose={onClose}
    >
      <Loaded reading={reading}>{found => <Known request={found} />}</Loaded>
    </DetailPanel>
  )
}

const noFigure = <span className="figure unknown">{unknown}</span>

function Known({ request }: { readonly request: RequestDetail }) {
  const { t, i18n } = useTranslation()
  const { prompt_tokens, completion_tokens, cost_usd } = request
  return (
    <>
      <dl className="figures-grid">
        <Figure name={t('requests.panel.total')}>
          <TimeFigure ms={request.latency_ms} />
        </Figure>
        <Figure name={t('requests.panel.firstToken')}>
          <TimeFigure ms={request.first_token_ms} />
        </Figure>
        <Figure name={t('requests.panel.tokens')}>
          {prompt_tokens === null
            ? noFigure
            : `${countText(prompt_tokens, i18n.language)}, ${countText(completion_tokens ?? 0, i18n.language)}`}
        </Figure>
        <Figure name={t('requests.panel.cost')}>
          {cost_usd === null ? noFigure : costText(cost_usd, i18n.language)}
        </Figure>
      </dl>
      <RequestActions request={request} />
      <Why request={request} />
      <PanelSection name={t('requests.panel.attempts')}>
        <AttemptBars request={request} />
      </PanelSection>
      <RequestContents request={request} />
      <PanelSection name={t('requests.panel.facts')}>
        <RequestFacts request={request} />
      </PanelSection>
    </>
  )
}

/** Read only where something went wrong. */
function Why({ request }: { readonly request: RequestDetail }) {
  const workers = useSeen(seen => seen.workers)
  const isWrong =
    request.outcome === 'failed' ||
    request.outcome === 'refused' ||
    (request.attempts_detail ?? []).some(({ outcome }) => outcome === 'failed')
  const wanted = { isWanted: isWrong }
  const around = useApi('getRequestSurroundings', { path: { id: request.id } }, wanted)
  const hosts = useApi('listHosts', {}, wanted)
  const why = whyFailed(request, {
    workers,
    events: around.data?.events ?? [],
    hosts: hosts.data?.hosts ?? [],
  })
  return (
    why && (
      <FailureReasons
        why={why}
        isOver={request.outcome === 'served'}
        hosts={hosts.data?.hosts ?? []}
      />
    )
  )
}
