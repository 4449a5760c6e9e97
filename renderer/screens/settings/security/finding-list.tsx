import { useTranslation } from 'react-i18next'
import { rootState } from '../../../state/fleet.ts'
import { useSeen } from '../../../state/use-window-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { FindingRow } from './finding-row.tsx'
import { severities } from './findings.ts'
import { useJudgement } from './use-security-facts.ts'

/** What a careful look finds, the worst first, each with a way to mend it. */
export function FindingList() {
  const { t } = useTranslation()
  const { findings, wellCount, isPart } = useJudgement()
  const isRunning = useSeen(rootState).name === 'running'
  const groups = severities.map(severity => ({
    severity,
    found: findings.filter(finding => finding.severity === severity),
  }))
  return (
    <>
      {isPart && !isRunning && (
        <Notice title={t('settings.security.partTitle')}>{t('settings.security.partText')}</Notice>
      )}
      {findings.length === 0 && !isPart && (
        <div className="all-well">
          <EmptyState
            picture={<StateMark mark="healthy" />}
            title={t('settings.security.wellTitle')}
            text={t('settings.security.wellText')}
            detail={t('settings.security.checked', { count: wellCount })}
          />
        </div>
      )}
      {groups
        .filter(({ found }) => found.length > 0)
        .map(({ severity, found }) => (
          <section key={severity} className="sub-section" aria-labelledby={`found-${severity}`}>
            <h3 id={`found-${severity}`} className="section-name">
              {t(`settings.security.severity.${severity}`)}
            </h3>
            <ul className="findings">
              {found.map(finding => (
                <FindingRow key={`${finding.code} ${finding.subject}`} finding={finding} />
              ))}
            </ul>
          </section>
        ))}
      {wellCount > 0 && findings.length > 0 && (
        <p className="says well-line">
          <StateMark mark="healthy" />
          {t('settings.security.checked', { count: wellCount })}
        </p>
      )}
    </>
  )
}
