import { useTranslation } from 'react-i18next'
import type { ListedDeployment } from '#contract/http/deployments'
import { troubleTold } from '../../i18n/host-note-told.ts'
import { Told } from './told-words.tsx'

type Host = ListedDeployment['hosts'][number]

const looks: Readonly<Partial<Record<Host['status'], string>>> = {
  Partial: 'partial',
  Cancelled: 'quiet',
}

/** What went wrong on a host of a deployment and what to do; of one that was not begun, why. */
export function HostTrouble({
  host,
}: {
  readonly host: Pick<Host, 'status' | 'problem' | 'says' | 'stopped_by'>
}) {
  const { t } = useTranslation()
  const told = troubleTold(t, host)
  if (told.length === 0) return null
  const look = looks[host.status] ?? ''
  return (
    <div className={`deployment-problem ${look}`}>
      {look !== 'quiet' && <b>{t('deploys.whatToDo')}</b>}
      {told.map(each => (
        <div key={each.sentence}>
          <Told told={each} />
        </div>
      ))}
    </div>
  )
}
