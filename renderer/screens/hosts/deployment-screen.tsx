import { ArrowLeft, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOver } from '#contract/model/deployment'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { usePlaces } from '../../state/place.ts'
import { saveFile } from '../../state/save-file.ts'
import { useToasts } from '../../state/toasts.ts'
import { useApi, useCallApi, useOutdate } from '../../state/use-api.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ScreenHead } from '../../ui/screen-head.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { DeploymentHost } from './deployment-host.tsx'
import { DeploymentLog } from './deployment-log.tsx'
import { DeploymentOutcome } from './deployment-outcome.tsx'
import { deploymentMarks } from './deployment-state.ts'
import { LockOffers } from './lock-offers.tsx'
import { namesText } from './names-text.ts'
import { ReplacedNote } from './replaced-note.tsx'

/** One deployment as it goes: each host with its steps, beside what is run there. */
export function DeploymentScreen({ deploymentId }: { readonly deploymentId: string }) {
  const { t } = useTranslation()
  const api = useCallApi()
  const { ask } = useWindowState()
  const outdate = useOutdate()
  const places = usePlaces()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const [shownHost, setShownHost] = useState<string | null>(null)
  const path = { id: deploymentId }
  const reading = useApi('getDeployment', { path }, { everyMs: 5_000 })
  const deployment = reading.data
  const canResume =
    deployment !== undefined &&
    isOver(deployment) &&
    !deployment.dry_run &&
    (deployment.status !== 'Success' || deployment.replaces?.status === 'kept')

  const cancel = () =>
    run(async () => {
      await api('cancelDeployment', { path })
      await outdate('getDeployment', 'listDeployments')
      toasts.say(t('deploys.cancelled'))
    })

  const resume = () =>
    run(async () => {
      await api('resumeDeployment', { path })
      await outdate('getDeployment', 'listDeployments')
    })

  const save = () =>
    run(async () => {
      const text = await api('getDeploymentLog', { path })
      if (await saveFile(ask, `${deploymentId}.log`, { text })) toasts.say(t('deploys.saved'))
    })

  const title = deployment
    ? t('deploys.of', {
        action: t(`hosts.act.${deployment.action}`),
        hosts: namesText(
          t,
          deployment.hosts.map(({ host_name }) => host_name),
        ),
      })
    : t('hosts.deployments')

  return (
    <div className="screen">
      <div className="deployment-head">
        <IconButton
          label={t('deploys.back')}
          icon={ArrowLeft}
          onClick={() => places.go({ screen: 'hosts' })}
        />
        <ScreenHead
          title={title}
          note={
            deployment && (
              <span className="host-state">
                <StateMark mark={deploymentMarks[deployment.status]} />
                {t(`deploys.is.${deployment.status}`)}
                {deployment.hosts.length > 1 &&
                  ` · ${t(`deploys.strategies.${deployment.strategy}`)}`}
              </span>
            )
          }
        >
          <Button icon={Download} disabled={isRunning} onClick={() => void save()}>
            {t('deploys.download')}
          </Button>
          {deployment && !isOver(deployment) && (
            <Button disabled={isRunning} onClick={() => void cancel()}>
              {t('deploys.cancel')}
            </Button>
          )}
          {canResume && (
            <Button look="primary" disabled={isRunning} onClick={() => void resume()}>
              {t('deploys.resume')}
            </Button>
          )}
        </ScreenHead>
      </div>
      {fault && (
        <p className="says wrong hosts-says" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <Loaded reading={reading}>
        {data => (
          <div className="deployment">
            <section
              className="deployment-hosts scrolled"
              aria-label={t('deploys.steps')}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
              tabIndex={0}
            >
              <DeploymentOutcome deployment={data} />
              <LockOffers deployment={data} />
              <ReplacedNote deployment={data} />
              {data.hosts.map(host => (
                <DeploymentHost key={host.host_id} host={host} action={data.action} />
              ))}
            </section>
            <DeploymentLog deployment={data} hostId={shownHost} onHost={setShownHost} />
          </div>
        )}
      </Loaded>
    </div>
  )
}
