import { useTranslation } from 'react-i18next'
import { countText } from '../i18n/figures.ts'
import { useLiveFeed } from '../state/live-requests.ts'
import { useApi } from '../state/use-api.ts'
import { useSeen } from '../state/use-window-state.ts'

const everyMs = 30_000

/** How many requests failed in the last hour; nothing where none did. */
export function RequestsNote() {
  const { t, i18n } = useTranslation()
  useLiveFeed()
  const isUp = useSeen(({ root }) => root.name === 'running')
  const query = { step: 300 }
  const reading = useApi('getMetricsSeries', { query }, { everyMs, isWanted: isUp })
  const failed = reading.data?.total.failed ?? 0
  if (!isUp || failed === 0) return null
  return (
    <span className="rail-count" aria-hidden="true">
      {t('requests.railFailed', { number: countText(failed, i18n.language) })}
    </span>
  )
}
