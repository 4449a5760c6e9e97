import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { Button } from '../../../ui/button.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { HostKeyCard } from '../host-key-card.tsx'
import { Problems } from '../host-verdict.tsx'
import { gigabytes } from '../machine-figures.ts'

interface Props {
  readonly host: ListedHost
  readonly isLooking: boolean
  readonly onStop: () => void
  readonly onTrusted: (host: ListedHost) => void
}

/** The first contact: the key to be compared, then what was found. */
export function LookStep({ host, isLooking, onStop, onTrusted }: Props) {
  const { t } = useTranslation()
  const { trust, verdict, name } = host
  if (isLooking) {
    const isFirst = trust.state !== 'pinned'
    return (
      <div className="waits" role="status">
        <progress aria-label={t('hostAdd.looking')} />
        <b>{isFirst ? t('hostAdd.contact') : t('hostAdd.looking')}</b>
        <p className="dim">{isFirst ? t('hostAdd.contactText') : t('hostAdd.lookingText')}</p>
        <Button onClick={onStop}>{t('hosts.stopLooking')}</Button>
      </div>
    )
  }
  if (trust.state === 'offered' || trust.state === 'changed') {
    return <HostKeyCard host={host} onTrusted={onTrusted} />
  }
  if (!verdict) return null
  const canWork = verdict.state === 'seen' && verdict.methods.length > 0
  const { facts, score } = verdict
  return (
    <div className="found">
      <p className="found-title">
        <StateMark mark={canWork ? 'healthy' : 'offline'} />
        <b>{t(canWork ? 'hostAdd.ready' : 'hostAdd.notReady', { name })}</b>
      </p>
      {facts && (
        <p className="dim">
          {facts.os.name} · {t('hosts.cpus', { count: facts.cpus })} · {facts.architecture} ·{' '}
          {gigabytes(facts.memory.total)} {t('hosts.gigabytes')}
          {score && ` · ${t('hosts.score')} ${Math.round(score.total)}`}
        </p>
      )}
      <Problems problems={verdict.problems} />
    </div>
  )
}
