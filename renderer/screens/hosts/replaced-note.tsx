import { useTranslation } from 'react-i18next'
import type { ListedDeployment } from '#contract/http/deployments'
import { usePlaces } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** In whose place a host comes, and what becomes of the worker there. Where that stays, the outcome says so. */
export function ReplacedNote({ deployment }: { readonly deployment: ListedDeployment }) {
  const { t } = useTranslation()
  const places = usePlaces()
  const { replaces } = deployment
  if (!replaces || replaces.status === 'kept') return null
  const { host_name: name, status, uninstall } = replaces
  return (
    <Notice
      title={t('hosts.replaced.title', { name })}
      action={
        status === 'begun' &&
        uninstall && (
          <Button onClick={() => places.go({ screen: 'hosts', deploymentId: uninstall })}>
            {t('hosts.replaced.see')}
          </Button>
        )
      }
    >
      {t(`hosts.replaced.${status}`)}
    </Notice>
  )
}
