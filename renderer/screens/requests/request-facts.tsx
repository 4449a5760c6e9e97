import { useTranslation } from 'react-i18next'
import { countText, unknown } from '../../i18n/figures.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { RequestDetail } from './request-detail.ts'
import { useNames } from './request-names.ts'

export function RequestFacts({ request }: { readonly request: RequestDetail }) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const { reasoning_tokens, cached_tokens } = request
  const moment = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  })
  return (
    <dl className="facts-list">
      <dt>{t('requests.panel.at')}</dt>
      <dd>{moment.format(Date.parse(request.at))}</dd>
      <dt>{t('requests.column.app')}</dt>
      <dd>{names.app(request.app)}</dd>
      <dt>{t('requests.panel.way')}</dt>
      <dd className="mono">{request.route === 'window' ? t('requests.window') : request.route}</dd>
      <dt>{t('requests.panel.asked')}</dt>
      <dd className="mono">{request.model_asked ?? t('requests.anyModel')}</dd>
      <dt>{t('requests.panel.answered')}</dt>
      <dd className="mono">{request.model ?? unknown}</dd>
      <dt>{t('requests.column.worker')}</dt>
      <dd>{names.worker(request.worker_id) ?? unknown}</dd>
      <dt>{t('requests.filter.provider')}</dt>
      <dd>{request.provider === null ? unknown : t(`provider.${request.provider}`)}</dd>
      <dt>{t('requests.panel.status')}</dt>
      <dd>{request.status === 0 ? t('requests.panel.noStatus') : request.status}</dd>
      {cached_tokens !== null && cached_tokens > 0 && (
        <>
          <dt>{t('requests.panel.fromCache')}</dt>
          <dd>{countText(cached_tokens, i18n.language)}</dd>
        </>
      )}
      {reasoning_tokens !== null && reasoning_tokens > 0 && (
        <>
          <dt>{t('requests.panel.reasoning')}</dt>
          <dd>{countText(reasoning_tokens, i18n.language)}</dd>
        </>
      )}
      <dt>{t('requests.panel.requestId')}</dt>
      <dd className="mono request-id">
        {request.request_id}
        <CopyButton label={t('requests.panel.copyId')} text={request.request_id} />
      </dd>
    </dl>
  )
}
