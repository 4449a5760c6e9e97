import { Trash } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkerId } from '#contract/ids'
import type { Worker } from '#contract/model/worker'
import { countText } from '../../i18n/figures.ts'
import { workerById } from '../../state/fleet.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'
import { workerState } from './worker-state.ts'

export function WorkerCard({ workerId }: { readonly workerId: WorkerId }) {
  const { t, i18n } = useTranslation()
  const worker = useSeen(workerById(workerId))
  const now = useNow(1_000)
  if (!worker) return null

  const { mark, words, reasons } = workerState(t, worker, now)
  const { load } = worker
  return (
    <li className={`worker-card is-${mark}`} aria-label={worker.name}>
      <div className="worker-line">
        <StateMark mark={mark} />
        <h2>{worker.name}</h2>
        <Where worker={worker} />
        <span className={`worker-words tone-${mark}`}>{words}</span>
        {isRemovable(worker) && <RemoveWorker worker={worker} />}
      </div>
      {reasons.length > 0 && <p className="worker-reason">{reasons.join(' · ')}</p>}
      <Models worker={worker} />
      <dl className="worker-figures">
        <div className="slots">
          <dt>{t('workers.inFlight')}</dt>
          <dd>
            {load.inFlight} <small>/ {worker.slots}</small>
          </dd>
          <progress
            max={Math.max(1, worker.slots)}
            value={load.inFlight}
            aria-label={t('workers.slotsInUse', { slots: worker.slots, inFlight: load.inFlight })}
          />
        </div>
        <div>
          <dt>{t('workers.firstToken')}</dt>
          <dd>
            <TimeFigure ms={load.firstTokenMs} />
          </dd>
        </div>
        <div>
          <dt>{t('workers.answerTime')}</dt>
          <dd>
            <TimeFigure ms={load.latencyMs} />
          </dd>
        </div>
        <div>
          <dt>{t('workers.served')}</dt>
          <dd>{countText(load.served, i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('workers.failed')}</dt>
          <dd className={load.failed > 0 ? 'wrong' : ''}>
            {countText(load.failed, i18n.language)}
          </dd>
        </div>
      </dl>
    </li>
  )
}

/** What runs here, is named in WORKERS or was set up on a host is changed elsewhere. */
function isRemovable({ origin }: Worker): boolean {
  return origin === 'saved' || origin === 'registered'
}

function Where({ worker }: { readonly worker: Worker }) {
  const { t } = useTranslation()
  if (worker.origin === 'local') return <span className="dim">{t('workers.onThisComputer')}</span>
  return (
    <>
      <span className="worker-url mono dim selectable">
        {worker.url ?? t('workers.noAddressYet')}
      </span>
      {worker.origin === 'host' && (
        <span className="tag" title={t('workers.onHostHint')}>
          {t(`workers.transport.${worker.transport}`)}
        </span>
      )}
      {worker.origin === 'environment' && (
        <span className="tag" title={t('workers.fromEnvironmentHint')}>
          {t('workers.fromEnvironment')}
        </span>
      )}
    </>
  )
}

const shownModels = 4

function Models({ worker }: { readonly worker: Worker }) {
  const { t } = useTranslation()
  const providers = worker.providers
    .filter(provider => provider.problem === null)
    .map(provider => t(`provider.${provider.name}`))
  const names = worker.models.slice(0, shownModels)
  const more = worker.models.length - names.length
  const models = names.length > 0 ? names.join(t('list.separator')) : t('workers.noModels')
  return (
    <p className="worker-models">
      {providers.length > 0 && <b>{providers.join(t('list.separator'))}</b>}
      <span className="dim" title={worker.models.join('\n')}>
        {models}
        {more > 0 && ` ${t('workers.moreModels', { number: more })}`}
      </span>
    </p>
  )
}

function RemoveWorker({ worker }: { readonly worker: Worker }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const [isAsking, setAsking] = useState(false)
  const { id, name } = worker
  return (
    <>
      <IconButton
        label={t('workers.remove', { name })}
        icon={Trash}
        onClick={() => setAsking(true)}
      />
      {isAsking && (
        <ConfirmDialog
          title={t('workers.removeTitle', { name })}
          text={t('workers.removeText')}
          yes={t('workers.removeYes')}
          onYes={async () => {
            await ask('worker.remove', { workerId: id })
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
