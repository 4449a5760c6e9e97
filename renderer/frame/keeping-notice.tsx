import { useTranslation } from 'react-i18next'
import { countText } from '../i18n/figures.ts'
import { rootState } from '../state/fleet.ts'
import { useApi } from '../state/use-api.ts'
import { useSeen } from '../state/use-window-state.ts'
import { StateMark } from '../ui/state-mark.tsx'

const everyMs = 2_000

/** Over every screen while what happens cannot be kept: since when, why, and what to do. Requests go on. */
export function KeepingNotice() {
  const { t, i18n } = useTranslation()
  const isRunning = useSeen(rootState).name === 'running'
  const { data } = useApi('getMetrics', {}, { everyMs, isWanted: isRunning })
  const unkept = isRunning ? data?.unkept : null
  if (!unkept?.going_on) return null
  const since = new Intl.DateTimeFormat(i18n.language, {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  }).format(new Date(unkept.first_at))
  const number = countText(unkept.requests, i18n.language)
  return (
    <section className="keeping-notice" role="status" aria-label={t('unkept.name')}>
      <StateMark mark="degraded" />
      <p>
        <b>{t('unkept.title', { since })}</b> {t(`unkept.${unkept.why}`)}{' '}
        {t('unkept.requests', { count: unkept.requests, number })}
      </p>
    </section>
  )
}
