import { useTranslation } from 'react-i18next'
import { useJudgement } from './use-security-facts.ts'

/** How many things are worth mending; advice is not counted. */
export function FindingCount() {
  const { t } = useTranslation()
  const { findings } = useJudgement()
  const count = findings.filter(({ severity }) => severity !== 'advice').length
  if (count === 0) return null
  return (
    <span className="finding-count">
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{t('settings.security.count', { count })}</span>
    </span>
  )
}
