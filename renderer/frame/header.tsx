import { Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RootState } from '#contract/model/root-state'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { countText, measureText, timeTaken } from '../i18n/figures.ts'
import { fleetFigures, rootState } from '../state/fleet.ts'
import { useSeen, useWindowState } from '../state/use-window-state.ts'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { type Mark, StateMark } from '../ui/state-mark.tsx'
import { useCommand } from '../ui/use-command.ts'

export function Header() {
  const { t } = useTranslation()
  const root = useSeen(rootState)
  return (
    <header>
      <div className="brand">
        <BrandMark />
        Banyan
      </div>
      <div className="chip">
        <StateMark mark={rootMarks[root.name]} />
        <b>{t(`root.${root.name}`)}</b>
        {root.name === 'running' && (
          <>
            <span className="mono dim selectable">{root.address}</span>
            <CopyButton label={t('root.copyAddress')} text={root.address} />
          </>
        )}
      </div>
      <p className="figures dim">
        {root.name === 'stopping' && root.inFlight > 0
          ? t('root.drainingRequests', { count: root.inFlight })
          : root.name === 'running' && <FleetLine />}
      </p>
      <StartStop root={root} />
    </header>
  )
}

const rootMarks: Readonly<Record<RootState['name'], Mark>> = {
  running: 'healthy',
  starting: 'starting',
  stopping: 'resting',
  stopped: 'resting',
  failed: 'offline',
}

function FleetLine() {
  const { t, i18n } = useTranslation()
  const { workers, serving, inFlight, firstTokenMs } = useSeen(seen => fleetFigures(seen.workers))
  const parts = [
    workers === 0 ? t('root.noWorkers') : t('root.serving', { serving, count: workers }),
    t('root.inFlight', { number: countText(inFlight, i18n.language) }),
    ...(firstTokenMs === null
      ? []
      : [t('root.firstToken', { time: measureText(t, timeTaken(firstTokenMs)) })]),
  ]
  return parts.join(' · ')
}

function StartStop({ root }: { readonly root: RootState }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  const canStop = root.name === 'running' || root.name === 'starting'
  return (
    <div className="start-stop">
      {fault && (
        <span className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </span>
      )}
      {canStop ? (
        <Button
          icon={Square}
          disabled={isRunning}
          onClick={() => run(() => ask('root.stop', null))}
        >
          {t('root.stop')}
        </Button>
      ) : (
        <Button
          icon={Play}
          disabled={isRunning || root.name === 'stopping'}
          onClick={() => run(() => ask('root.start', { port: null }))}
        >
          {t('root.start')}
        </Button>
      )}
    </div>
  )
}
