import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedDeployment } from '#contract/http/deployments'
import { isOver } from '#contract/model/deployment'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { lockedHosts } from './locked-hosts.ts'
import { UnlockDialog } from './unlock-dialog.tsx'

/** Where a deployment met the lock of somebody else: the way to break it, until it was. */
export function LockOffers({ deployment }: { readonly deployment: ListedDeployment }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const [broken, setBroken] = useState<ReadonlySet<string>>(new Set())
  if (!isOver(deployment)) return null
  const locked = lockedHosts(deployment.hosts).filter(({ host_id }) => !broken.has(host_id))
  return (
    <>
      {locked.map(({ host_id, host_name: name }) => (
        <Notice
          key={host_id}
          mark="degraded"
          title={t('hosts.lockTitle', { name })}
          action={
            <Button onClick={() => setAsked({ id: host_id, name })}>{t('hosts.unlock')}</Button>
          }
        >
          {t('hosts.lockText')}
        </Notice>
      ))}
      {asked && (
        <UnlockDialog
          host={asked}
          onClose={() => setAsked(null)}
          onBroken={() => setBroken(before => new Set([...before, asked.id]))}
        />
      )}
    </>
  )
}
