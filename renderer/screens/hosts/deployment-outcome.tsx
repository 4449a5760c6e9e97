import { useTranslation } from 'react-i18next'
import type { ListedDeployment } from '#contract/http/deployments'
import { isOver } from '#contract/model/deployment'
import { measureText, timeTaken } from '../../i18n/figures.ts'
import { Notice } from '../../ui/notice.tsx'
import { tookMs } from './deployment-list.tsx'

/** In the end: what came of it, and what happens next. Nothing while it runs. */
export function DeploymentOutcome({ deployment }: { readonly deployment: ListedDeployment }) {
  const { t } = useTranslation()
  if (!isOver(deployment) || deployment.dry_run) return null
  const { hosts, status, replaces, action } = deployment
  const failed = hosts.filter(host => host.status === 'Failed' || host.status === 'Partial').length
  const time = measureText(t, timeTaken(tookMs(deployment) ?? 0))
  if (status === 'Success' && replaces?.status === 'kept') {
    return (
      <Notice mark="degraded" title={t('deploys.keptTitle', { host: replaces.host_name })}>
        {t('deploys.keptText')}
      </Notice>
    )
  }
  if (status === 'Success') {
    // What was stopped or taken away is not to be called well.
    const isOff = action === 'uninstall' || action === 'stop'
    const title = isOff ? 'deploys.overTitle' : 'deploys.doneTitle'
    return (
      <Notice mark="healthy" title={t(title, { count: hosts.length })}>
        {t('deploys.doneIn', { time })}
      </Notice>
    )
  }
  if (failed > 0) {
    return (
      <Notice
        mark={status === 'Failed' ? 'offline' : 'degraded'}
        title={t('deploys.failedTitle', { count: failed })}
      >
        {t('deploys.failedText')}
      </Notice>
    )
  }
  // Broken off in the middle: by hand, or as the root node ended.
  const isBrokenOff = hosts.some(({ stopped_by }) => stopped_by === 'root-ended')
  return isBrokenOff ? (
    <Notice mark="degraded" title={t('deploys.brokenOff')}>
      {t('deploys.brokenOffText')}
    </Notice>
  ) : (
    <Notice mark="resting" title={t('deploys.stoppedTitle')}>
      {t('deploys.stoppedText')}
    </Notice>
  )
}
