import { useTranslation } from 'react-i18next'
import { countText, unknown } from '../../i18n/figures.ts'
import { usePlaces } from '../../state/place.ts'
import { useApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { PanelSection } from '../../ui/detail-panel.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { outcomeMark } from './outcome.ts'
import type { RequestDetail } from './request-detail.ts'
import { useNames } from './request-names.ts'

interface Props {
  readonly old: RequestDetail
  readonly newId: string
}

/** The request that was sent again beside the one that it repeats. */
export function Compared({ old, newId }: Props) {
  const { t } = useTranslation()
  const places = usePlaces()
  const reading = useApi('getRequest', { path: { id: newId } })
  return (
    <PanelSection
      name={t('requests.panel.compare')}
      action={
        <Button
          look="quiet"
          onClick={() => places.go({ screen: 'requests', requestId: reading.data?.id ?? newId })}
        >
          {t('requests.panel.open')}
        </Button>
      }
    >
      <Loaded reading={reading}>{found => <Pair old={old} found={found} />}</Loaded>
    </PanelSection>
  )
}

function Pair({ old, found }: { readonly old: RequestDetail; readonly found: RequestDetail }) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const both = [old, found] as const
  const tokens = ({ completion_tokens: count }: RequestDetail) =>
    count === null ? unknown : countText(count, i18n.language)
  const lines = [
    [t('requests.column.worker'), both.map(each => names.worker(each.worker_id) ?? unknown)],
    [
      t('requests.column.firstToken'),
      both.map(each => <TimeFigure key={each.id} ms={each.first_token_ms} />),
    ],
    [
      t('requests.column.latency'),
      both.map(each => <TimeFigure key={each.id} ms={each.latency_ms} />),
    ],
    [t('requests.column.tokens'), both.map(tokens)],
  ] as const
  return (
    <table className="compared">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('requests.panel.thisOne')}</th>
          <th scope="col">{t('requests.panel.newOne')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('requests.column.outcome')}</th>
          {both.map(each => (
            <td key={each.id}>
              <span className="compared-outcome">
                <StateMark mark={outcomeMark(each)} />
                {t(`requests.outcome.${each.outcome}`)}
              </span>
            </td>
          ))}
        </tr>
        {lines.map(([name, cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{cells[0]}</td>
            <td>{cells[1]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
